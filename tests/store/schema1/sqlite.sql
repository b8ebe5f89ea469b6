PRAGMA application_id = 1095320660;
PRAGMA user_version = 1;
BEGIN TRANSACTION;
CREATE TABLE alembic_version (version_num TEXT NOT NULL PRIMARY KEY) STRICT;
INSERT INTO "alembic_version" VALUES('1');
CREATE TABLE audit (
    id INTEGER PRIMARY KEY CONSTRAINT id_in_range CHECK (id BETWEEN 1 AND 9007199254740991),
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    noun TEXT NOT NULL,
    object_id INTEGER,
    batch_id INTEGER,
    before TEXT,
    after TEXT,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT;
INSERT INTO "audit" VALUES(1,'2026-11-24T17:11:19.619753+00:00','office','add','village',1,NULL,NULL,'{"county":"陇西县","income_fen":490000,"income_on":"2016","name":"牙河村"}','0000000000000000000000000000000000000000000000000000000000000000','88cdec4c9a4309d43fdb73e3a30ef5b69d9d80ec709115c1d3149f70164112ff');
INSERT INTO "audit" VALUES(2,'2026-11-24T17:11:19.767730+00:00','office','add','village',2,NULL,NULL,'{"alias":"嘴儿村","county":"武山县","income_fen":416000,"name":"咀儿村"}','88cdec4c9a4309d43fdb73e3a30ef5b69d9d80ec709115c1d3149f70164112ff','35d97f396a868584ca41dc354b8dc755692bc481c31e252857667d048493bef7');
INSERT INTO "audit" VALUES(3,'2026-11-24T17:11:19.777941+00:00','office','edit','village',2,NULL,'{"alias":"嘴儿村","county":"武山县","income_fen":416000,"name":"咀儿村"}','{"alias":"嘴儿村","county":"武山县","income_fen":416000,"income_on":"2016","name":"咀儿村","note":"改过"}','35d97f396a868584ca41dc354b8dc755692bc481c31e252857667d048493bef7','5253f6712c0c52b6ade4f2d99444e2903078d1daf3e30b7cd9c1756b9aae6126');
INSERT INTO "audit" VALUES(4,'2026-11-24T17:11:19.791287+00:00','office','add','village',3,NULL,NULL,'{"income_on":"2015","name":"北村"}','5253f6712c0c52b6ade4f2d99444e2903078d1daf3e30b7cd9c1756b9aae6126','f6a4b79d3f524d2b240f4b1babc57c3d7273ffad40991558cdf19c77d6d72fec');
INSERT INTO "audit" VALUES(5,'2026-11-24T17:11:19.800644+00:00','office','add','organization',1,NULL,NULL,'{"name":"甲单位","role":"member"}','f6a4b79d3f524d2b240f4b1babc57c3d7273ffad40991558cdf19c77d6d72fec','2319b09fb36a626f19b0fdb3e6adbf0f174442be91e434e78666e0f76a959993');
INSERT INTO "audit" VALUES(6,'2026-11-24T17:11:19.808852+00:00','office','add','fund',1,NULL,NULL,'{"budget_fen":1000000,"name":"自筹资金","qualifier":"≥","raw":"1万多元"}','2319b09fb36a626f19b0fdb3e6adbf0f174442be91e434e78666e0f76a959993','bca04b6645402f0e5b671967314703b73ad87fbc27f4277ae6afdf9d38fe2fe8');
INSERT INTO "audit" VALUES(7,'2026-11-24T17:11:19.818030+00:00','office','add','project',1,NULL,NULL,'{"category":"菌菜大棚","name":"牙河村菌菜大棚","stage":"implementing","village_id":1}','bca04b6645402f0e5b671967314703b73ad87fbc27f4277ae6afdf9d38fe2fe8','746796c4c0fbb18b390517c229037f5be266d3ae0392ffc6d646800d634a4d6d');
INSERT INTO "audit" VALUES(8,'2026-11-24T17:11:19.827797+00:00','office','add','project',2,NULL,NULL,'{"category":"培训","name":"培训"}','746796c4c0fbb18b390517c229037f5be266d3ae0392ffc6d646800d634a4d6d','5150eab3d7b4f4665428d2c8f6141d637920a8efc0e11699d2c5de0aa5c75cef');
INSERT INTO "audit" VALUES(9,'2026-11-24T17:11:19.839400+00:00','office','add','entry',1,NULL,NULL,'{"amount_fen":800000,"date":"2017-01-10","fund_id":1,"kind":"receipt"}','5150eab3d7b4f4665428d2c8f6141d637920a8efc0e11699d2c5de0aa5c75cef','c3d299be8bf32021be637c18c0f40cc90570918496379263d67b8847367415cf');
INSERT INTO "audit" VALUES(10,'2026-11-24T17:11:19.857674+00:00','office','add','entry',2,NULL,NULL,'{"amount_fen":1234,"date":"2017-01-31","fund_id":1,"kind":"interest"}','c3d299be8bf32021be637c18c0f40cc90570918496379263d67b8847367415cf','75aa94ba2394fc7b3038b757bf680f8dc08bb87ce3d11dc1542665b66254aea5');
INSERT INTO "audit" VALUES(11,'2026-11-24T17:11:19.872397+00:00','office','add','village',4,1,NULL,'{"county":"陇西县","income_fen":380050,"income_on":"2016-12","name":"石岭村"}','75aa94ba2394fc7b3038b757bf680f8dc08bb87ce3d11dc1542665b66254aea5','cc988f970d3f1b2aa621d62d203f9b2d0a4306a16717aaa4f1f3c69e6a122ab1');
INSERT INTO "audit" VALUES(12,'2026-11-24T17:11:19.872397+00:00','office','import','batch',1,1,NULL,'{"digest":"df321803cdc96e177a1a7ae5f6901ed8982e4e947957bfea129a928585e8924f","entries":4,"files":[["安排.csv",null,"e9a5750b730ca889e63fc4a6e7fd503fd040f34a3880362afc620f8225ecc21b",2],["支出.csv",null,"0f08735274818829e2e2de51d3f784357b124e5d98c57e553c957fb0967590a6",2],["村.csv",null,"493207f6302645a449cb85602a4860a9646a3a2bb8074e2c5fc125e75787737b",1]]}','cc988f970d3f1b2aa621d62d203f9b2d0a4306a16717aaa4f1f3c69e6a122ab1','f119635e9f43de8d9d5e87d0893c90597180b9501038c794216b8815e2984208');
INSERT INTO "audit" VALUES(13,'2026-11-24T17:11:19.953462+00:00','office','add','entry',7,NULL,NULL,'{"amount_fen":-20000,"date":"2017-04-01","fund_id":1,"kind":"spending","project_id":1,"reason":"退回","reverses_id":5,"village_id":1}','f119635e9f43de8d9d5e87d0893c90597180b9501038c794216b8815e2984208','e2bd7fbc4c25ad86e02e834f7ee77633a92fc68d38a86925ef177cc169b100bb');
INSERT INTO "audit" VALUES(14,'2026-11-24T17:11:19.967188+00:00','office','import','batch',2,2,NULL,'{"digest":"23daa0837bba542ac8aa55c98173b16a7b031b204ffc30f9e1c696aa041aaf96","entries":1,"files":[["错.csv",null,"1fa8822b71f533b221eb39f0d02016372e9adc17925c223ad986b4cdf837f86c",1]]}','e2bd7fbc4c25ad86e02e834f7ee77633a92fc68d38a86925ef177cc169b100bb','e393782440735c089f782b9c9c1ddec93be914fa515011bd93176a90175bebe8');
INSERT INTO "audit" VALUES(15,'2026-11-24T17:11:19.985406+00:00','office','undo','batch',3,2,NULL,'{"digest":"7b1026918941de0afdf483306a7336f86f081f0402b808f37ba19643ce0a4815","entries":1,"undoes":2}','e393782440735c089f782b9c9c1ddec93be914fa515011bd93176a90175bebe8','8b97103f856fd3b16f28e9f05a8a5ef8944716c9b73e18c3ac3ce993b6895ce2');
CREATE TABLE batch (
    id INTEGER PRIMARY KEY CONSTRAINT id_in_range CHECK (id BETWEEN 1 AND 9007199254740991),
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    kind TEXT NOT NULL CONSTRAINT batch_kind CHECK (kind IN ('import', 'undo')),
    undoes INTEGER CONSTRAINT batch_undoes UNIQUE REFERENCES batch (id),
    entries INTEGER,
    first_entry_id INTEGER,
    last_entry_id INTEGER
) STRICT;
INSERT INTO "batch" VALUES(1,'2026-11-24T17:11:19.872397+00:00','office','import',NULL,4,3,6);
INSERT INTO "batch" VALUES(2,'2026-11-24T17:11:19.967188+00:00','office','import',NULL,1,8,8);
INSERT INTO "batch" VALUES(3,'2026-11-24T17:11:19.985406+00:00','office','undo',2,1,9,9);
CREATE TABLE batch_file (
    id INTEGER PRIMARY KEY CONSTRAINT id_in_range CHECK (id BETWEEN 1 AND 9007199254740991),
    batch_id INTEGER NOT NULL REFERENCES batch (id),
    file_no INTEGER NOT NULL,
    name TEXT NOT NULL,
    sheet TEXT,
    sha256 TEXT NOT NULL,
    noun TEXT NOT NULL,
    encoding TEXT NOT NULL,
    row_count INTEGER NOT NULL
) STRICT;
INSERT INTO "batch_file" VALUES(1,1,1,'安排.csv',NULL,'e9a5750b730ca889e63fc4a6e7fd503fd040f34a3880362afc620f8225ecc21b','allocation','utf-8',2);
INSERT INTO "batch_file" VALUES(2,1,2,'支出.csv',NULL,'0f08735274818829e2e2de51d3f784357b124e5d98c57e553c957fb0967590a6','spending','utf-8',2);
INSERT INTO "batch_file" VALUES(3,1,3,'村.csv',NULL,'493207f6302645a449cb85602a4860a9646a3a2bb8074e2c5fc125e75787737b','village','utf-8',1);
INSERT INTO "batch_file" VALUES(4,2,1,'错.csv',NULL,'1fa8822b71f533b221eb39f0d02016372e9adc17925c223ad986b4cdf837f86c','receipt','utf-8',1);
CREATE TABLE cell_balance (
    fund_id INTEGER NOT NULL REFERENCES fund (id),
    project_id INTEGER NOT NULL,
    village_id INTEGER NOT NULL,
    allocated_fen INTEGER,
    disbursed_fen INTEGER,
    spent_fen INTEGER,
    PRIMARY KEY (fund_id, project_id, village_id)
) STRICT;
INSERT INTO "cell_balance" VALUES(1,1,1,300000,NULL,300001);
INSERT INTO "cell_balance" VALUES(1,2,0,50050,NULL,NULL);
CREATE TABLE entry (
    id INTEGER PRIMARY KEY CONSTRAINT id_in_range CHECK (id BETWEEN 1 AND 9007199254740991),
    kind TEXT NOT NULL CONSTRAINT entry_kind CHECK
        (kind = 'spending' OR kind = 'allocation' OR kind = 'receipt' OR kind = 'disbursement' OR kind = 'interest'
         OR kind = 'loan' OR kind = 'repayment'),
    date TEXT NOT NULL CONSTRAINT entry_date CHECK (length(date) = 10 AND date >= '1949-01-01' AND date < '2101'),
    fund_id INTEGER NOT NULL REFERENCES fund (id),
    project_id INTEGER REFERENCES project (id),
    village_id INTEGER REFERENCES village (id),
    amount_fen INTEGER NOT NULL CONSTRAINT entry_amount CHECK (amount_fen <> 0),
    payee TEXT,
    voucher TEXT,
    doc_no TEXT,
    ref TEXT,
    purpose TEXT,
    reason TEXT CONSTRAINT entry_reason_given CHECK (trim(reason) <> ''),
    over TEXT CONSTRAINT entry_over_given CHECK (trim(over) <> ''),
    reverses_id INTEGER REFERENCES entry (id),
    batch_id INTEGER REFERENCES batch (id),
    file_no INTEGER,
    row_no INTEGER,
    CONSTRAINT entry_reason CHECK (amount_fen > 0 OR reason IS NOT NULL)
) STRICT;
INSERT INTO "entry" VALUES(1,'receipt','2017-01-10',1,NULL,NULL,800000,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(2,'interest','2017-01-31',1,NULL,NULL,1234,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(3,'allocation','2017-02-01',1,1,1,300000,NULL,NULL,NULL,'AP-1',NULL,NULL,NULL,NULL,1,1,2);
INSERT INTO "entry" VALUES(4,'allocation','2017-02-02',1,2,NULL,50050,NULL,NULL,NULL,'AP-2',NULL,NULL,NULL,NULL,1,1,3);
INSERT INTO "entry" VALUES(5,'spending','2017-03-01',1,1,1,120000,NULL,NULL,NULL,'ZC-1',NULL,NULL,NULL,NULL,1,2,2);
INSERT INTO "entry" VALUES(6,'spending','2017-03-05',1,1,1,200001,NULL,NULL,NULL,'ZC-2',NULL,NULL,'灾情追加',NULL,1,2,3);
INSERT INTO "entry" VALUES(7,'spending','2017-04-01',1,1,1,-20000,NULL,NULL,NULL,NULL,NULL,'退回',NULL,5,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(8,'receipt','2017-05-01',1,NULL,NULL,700,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,2,1,2);
INSERT INTO "entry" VALUES(9,'receipt','2017-05-01',1,NULL,NULL,-700,NULL,NULL,NULL,NULL,NULL,'import 2 taken back',NULL,8,3,NULL,NULL);
CREATE TABLE entry_ref (
    ref TEXT NOT NULL PRIMARY KEY,
    entry_id INTEGER NOT NULL REFERENCES entry (id)
) STRICT;
INSERT INTO "entry_ref" VALUES('AP-1',3);
INSERT INTO "entry_ref" VALUES('AP-2',4);
INSERT INTO "entry_ref" VALUES('ZC-1',5);
INSERT INTO "entry_ref" VALUES('ZC-2',6);
CREATE TABLE fund (
    id INTEGER PRIMARY KEY CONSTRAINT id_in_range CHECK (id BETWEEN 1 AND 9007199254740991),
    name TEXT NOT NULL CONSTRAINT fund_name UNIQUE CONSTRAINT fund_named CHECK (name <> ''),
    source TEXT,
    provider TEXT,
    year INTEGER,
    budget_fen INTEGER CONSTRAINT fund_budget CHECK (budget_fen >= 0),
    qualifier TEXT CONSTRAINT fund_qualifier CHECK (qualifier IN ('=', '≥', '≈')),
    raw TEXT,
    form TEXT,
    doc_no TEXT,
    earmark_category TEXT,
    earmark_place TEXT,
    part_of_id INTEGER REFERENCES fund (id),
    idle_from TEXT,
    note TEXT,
    batch_id INTEGER REFERENCES batch (id)
) STRICT;
INSERT INTO "fund" VALUES(1,'自筹资金',NULL,NULL,NULL,1000000,'≥','1万多元',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE fund_balance (
    fund_id INTEGER NOT NULL PRIMARY KEY REFERENCES fund (id),
    received_fen INTEGER,
    interest_fen INTEGER,
    allocated_fen INTEGER,
    disbursed_fen INTEGER,
    spent_fen INTEGER,
    lent_fen INTEGER,
    repaid_fen INTEGER
) STRICT;
INSERT INTO "fund_balance" VALUES(1,800000,1234,350050,NULL,300001,NULL,NULL);
CREATE TABLE organization (
    id INTEGER PRIMARY KEY CONSTRAINT id_in_range CHECK (id BETWEEN 1 AND 9007199254740991),
    name TEXT NOT NULL CONSTRAINT organization_name UNIQUE CONSTRAINT organization_named CHECK (name <> ''),
    alias TEXT,
    role TEXT,
    place TEXT,
    note TEXT,
    batch_id INTEGER REFERENCES batch (id)
) STRICT;
INSERT INTO "organization" VALUES(1,'甲单位',NULL,'member',NULL,NULL,NULL);
CREATE TABLE project (
    id INTEGER PRIMARY KEY CONSTRAINT id_in_range CHECK (id BETWEEN 1 AND 9007199254740991),
    name TEXT NOT NULL CONSTRAINT project_name CHECK (name <> '' AND name NOT LIKE '%/%'),
    code TEXT CONSTRAINT project_code UNIQUE,
    category TEXT,
    village_id INTEGER REFERENCES village (id),
    content TEXT,
    implementer TEXT,
    responsible TEXT,
    agreement_no TEXT,
    planned_cost_fen INTEGER CONSTRAINT project_cost CHECK (planned_cost_fen >= 0),
    planned_start TEXT,
    planned_end TEXT,
    actual_start TEXT,
    actual_end TEXT,
    closed_on TEXT,
    stage TEXT,
    households INTEGER,
    persons INTEGER,
    target TEXT,
    note TEXT,
    batch_id INTEGER REFERENCES batch (id)
) STRICT;
INSERT INTO "project" VALUES(1,'牙河村菌菜大棚',NULL,'菌菜大棚',1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'implementing',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "project" VALUES(2,'培训',NULL,'培训',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE village (
    id INTEGER PRIMARY KEY CONSTRAINT id_in_range CHECK (id BETWEEN 1 AND 9007199254740991),
    name TEXT NOT NULL CONSTRAINT village_name CHECK (name <> '' AND name NOT LIKE '%/%'),
    alias TEXT,
    township TEXT,
    county TEXT,
    prefecture TEXT,
    province TEXT,
    code TEXT CONSTRAINT village_code UNIQUE,
    depth TEXT,
    exit_status TEXT,
    exited_on TEXT,
    income_fen INTEGER,
    income_on TEXT,
    helped_from TEXT,
    helped_to TEXT,
    note TEXT,
    batch_id INTEGER REFERENCES batch (id)
) STRICT;
INSERT INTO "village" VALUES(1,'牙河村',NULL,NULL,'陇西县',NULL,NULL,NULL,NULL,NULL,NULL,490000,'2016',NULL,NULL,NULL,NULL);
INSERT INTO "village" VALUES(2,'咀儿村','嘴儿村',NULL,'武山县',NULL,NULL,NULL,NULL,NULL,NULL,416000,'2016',NULL,NULL,'改过',NULL);
INSERT INTO "village" VALUES(3,'北村',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'2015',NULL,NULL,NULL,NULL);
INSERT INTO "village" VALUES(4,'石岭村',NULL,NULL,'陇西县',NULL,NULL,NULL,NULL,NULL,NULL,380050,'2016-12',NULL,NULL,NULL,1);
CREATE INDEX batch_file_sha256 ON batch_file (sha256);
CREATE INDEX audit_object ON audit (noun, object_id);
CREATE UNIQUE INDEX village_place ON village
    (name, coalesce(township, ''), coalesce(county, ''), coalesce(prefecture, ''), coalesce(province, ''), coalesce(code, ''));
CREATE UNIQUE INDEX project_place ON project (name, coalesce(village_id, 0), coalesce(code, ''));
CREATE INDEX project_village ON project (village_id);
CREATE INDEX entry_fund ON entry (fund_id, date);
CREATE INDEX entry_project ON entry (project_id, date);
CREATE INDEX entry_village ON entry (village_id, date);
CREATE INDEX entry_reverses ON entry (reverses_id) WHERE reverses_id IS NOT NULL;
CREATE INDEX entry_over ON entry (fund_id) WHERE over IS NOT NULL;
CREATE INDEX cell_balance_project ON cell_balance (project_id);
CREATE INDEX cell_balance_village ON cell_balance (village_id);
CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'aidtrack G7'); END;
CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'aidtrack G7'); END;
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'aidtrack G7'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'aidtrack G7'); END;
CREATE TRIGGER audit_no_replace BEFORE INSERT ON audit WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'aidtrack G7'); END;
CREATE TRIGGER batch_no_update BEFORE UPDATE ON batch WHEN OLD.entries IS NOT NULL BEGIN SELECT RAISE(ABORT, 'aidtrack G7'); END;
CREATE TRIGGER batch_no_delete BEFORE DELETE ON batch BEGIN SELECT RAISE(ABORT, 'aidtrack G7'); END;
CREATE TRIGGER batch_no_replace BEFORE INSERT ON batch WHEN EXISTS (SELECT 1 FROM batch WHERE id = NEW.id OR undoes = NEW.undoes) BEGIN SELECT RAISE(ABORT, 'aidtrack G7'); END;
CREATE TRIGGER batch_file_no_update BEFORE UPDATE ON batch_file BEGIN SELECT RAISE(ABORT, 'aidtrack G7'); END;
CREATE TRIGGER batch_file_no_delete BEFORE DELETE ON batch_file BEGIN SELECT RAISE(ABORT, 'aidtrack G7'); END;
CREATE TRIGGER batch_file_no_replace BEFORE INSERT ON batch_file WHEN EXISTS (SELECT 1 FROM batch_file WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'aidtrack G7'); END;
CREATE TRIGGER fund_budget_guard AFTER UPDATE OF budget_fen ON fund BEGIN SELECT RAISE(ABORT, 'aidtrack G1') WHERE EXISTS (
    SELECT 1 FROM (SELECT coalesce(allocated_fen, 0) AS allocated, coalesce(received_fen, 0) + coalesce(interest_fen, 0) AS came_in
                   FROM fund_balance WHERE fund_id = NEW.id) b
    WHERE b.allocated > coalesce(NEW.budget_fen, b.came_in)
      AND coalesce(NEW.budget_fen, b.came_in) < coalesce(OLD.budget_fen, b.came_in)); END;
CREATE TRIGGER fund_earmark_guard AFTER UPDATE OF earmark_category, earmark_place ON fund BEGIN SELECT RAISE(ABORT, 'aidtrack G5') WHERE EXISTS (
    SELECT 1 FROM cell_balance c JOIN fund f ON f.id = c.fund_id
    LEFT JOIN project p ON p.id = c.project_id LEFT JOIN village v ON v.id = c.village_id
    WHERE c.fund_id = NEW.id AND coalesce(c.allocated_fen, 0) > 0 AND NOT (
    (f.earmark_category IS NULL OR coalesce(p.category, '') = f.earmark_category)
    AND (f.earmark_place IS NULL OR (v.id IS NOT NULL AND (
    ('/' || coalesce(v.province, '') || '//' || coalesce(v.prefecture, '') || '//' || coalesce(v.county, '')
     || '//' || coalesce(v.township, '') || '//' || v.name || '/') LIKE ('%/' || replace(f.earmark_place, '/', '/%/') || '/%')
    OR ('、' || coalesce(v.alias, '') || '、') LIKE ('%、' || f.earmark_place || '、%')
    OR coalesce(v.code, '') LIKE (CASE WHEN length(f.earmark_place) IN (2, 4, 6, 9, 12)
                                       AND f.earmark_place >= '1' AND f.earmark_place < ':'
                                  THEN f.earmark_place || '%' ELSE '/' END))))) AND (coalesce(c.allocated_fen, 0) - coalesce((
    SELECT sum(x.amount_fen + coalesce((SELECT sum(y.amount_fen) FROM entry y WHERE y.reverses_id = x.id), 0))
    FROM entry x WHERE x.over IS NOT NULL AND x.kind = 'allocation' AND x.fund_id = c.fund_id
      AND coalesce(x.project_id, 0) = c.project_id AND coalesce(x.village_id, 0) = c.village_id), 0)) > 0); END;
CREATE TRIGGER project_earmark_guard AFTER UPDATE OF category ON project BEGIN SELECT RAISE(ABORT, 'aidtrack G5') WHERE EXISTS (
    SELECT 1 FROM cell_balance c JOIN fund f ON f.id = c.fund_id
    LEFT JOIN project p ON p.id = c.project_id LEFT JOIN village v ON v.id = c.village_id
    WHERE c.project_id = NEW.id AND coalesce(c.allocated_fen, 0) > 0 AND NOT (
    (f.earmark_category IS NULL OR coalesce(p.category, '') = f.earmark_category)
    AND (f.earmark_place IS NULL OR (v.id IS NOT NULL AND (
    ('/' || coalesce(v.province, '') || '//' || coalesce(v.prefecture, '') || '//' || coalesce(v.county, '')
     || '//' || coalesce(v.township, '') || '//' || v.name || '/') LIKE ('%/' || replace(f.earmark_place, '/', '/%/') || '/%')
    OR ('、' || coalesce(v.alias, '') || '、') LIKE ('%、' || f.earmark_place || '、%')
    OR coalesce(v.code, '') LIKE (CASE WHEN length(f.earmark_place) IN (2, 4, 6, 9, 12)
                                       AND f.earmark_place >= '1' AND f.earmark_place < ':'
                                  THEN f.earmark_place || '%' ELSE '/' END))))) AND (coalesce(c.allocated_fen, 0) - coalesce((
    SELECT sum(x.amount_fen + coalesce((SELECT sum(y.amount_fen) FROM entry y WHERE y.reverses_id = x.id), 0))
    FROM entry x WHERE x.over IS NOT NULL AND x.kind = 'allocation' AND x.fund_id = c.fund_id
      AND coalesce(x.project_id, 0) = c.project_id AND coalesce(x.village_id, 0) = c.village_id), 0)) > 0); END;
CREATE TRIGGER village_earmark_guard AFTER UPDATE OF name, alias, township, county, prefecture, province, code ON village BEGIN SELECT RAISE(ABORT, 'aidtrack G5') WHERE EXISTS (
    SELECT 1 FROM cell_balance c JOIN fund f ON f.id = c.fund_id
    LEFT JOIN project p ON p.id = c.project_id LEFT JOIN village v ON v.id = c.village_id
    WHERE c.village_id = NEW.id AND coalesce(c.allocated_fen, 0) > 0 AND NOT (
    (f.earmark_category IS NULL OR coalesce(p.category, '') = f.earmark_category)
    AND (f.earmark_place IS NULL OR (v.id IS NOT NULL AND (
    ('/' || coalesce(v.province, '') || '//' || coalesce(v.prefecture, '') || '//' || coalesce(v.county, '')
     || '//' || coalesce(v.township, '') || '//' || v.name || '/') LIKE ('%/' || replace(f.earmark_place, '/', '/%/') || '/%')
    OR ('、' || coalesce(v.alias, '') || '、') LIKE ('%、' || f.earmark_place || '、%')
    OR coalesce(v.code, '') LIKE (CASE WHEN length(f.earmark_place) IN (2, 4, 6, 9, 12)
                                       AND f.earmark_place >= '1' AND f.earmark_place < ':'
                                  THEN f.earmark_place || '%' ELSE '/' END))))) AND (coalesce(c.allocated_fen, 0) - coalesce((
    SELECT sum(x.amount_fen + coalesce((SELECT sum(y.amount_fen) FROM entry y WHERE y.reverses_id = x.id), 0))
    FROM entry x WHERE x.over IS NOT NULL AND x.kind = 'allocation' AND x.fund_id = c.fund_id
      AND coalesce(x.project_id, 0) = c.project_id AND coalesce(x.village_id, 0) = c.village_id), 0)) > 0); END;
CREATE TRIGGER project_closing_guard AFTER UPDATE OF closed_on, stage ON project BEGIN SELECT RAISE(ABORT, 'aidtrack G6') WHERE EXISTS (
    SELECT 1 FROM entry e JOIN project p ON p.id = e.project_id
    WHERE e.project_id = NEW.id AND p.closed_on IS NOT NULL AND e.amount_fen > 0 AND e.over IS NULL
      AND e.kind IN ('allocation', 'spending') AND ((p.closed_on IS NOT NULL AND e.date > p.closed_on || '~')
    OR (p.closed_on IS NULL AND p.stage IN ('closed', 'cancelled')))
      AND NOT EXISTS (SELECT 1 FROM entry o WHERE o.id = e.reverses_id AND o.date = e.date)
      AND e.amount_fen + coalesce((SELECT sum(r.amount_fen) FROM entry r WHERE r.reverses_id = e.id), 0) > 0); END;
CREATE TRIGGER fund_no_delete BEFORE DELETE ON fund WHEN EXISTS (SELECT 1 FROM fund_balance WHERE fund_id = OLD.id) BEGIN SELECT RAISE(ABORT, 'aidtrack G7'); END;
CREATE TRIGGER fund_no_replace AFTER INSERT ON fund WHEN EXISTS (SELECT 1 FROM fund_balance WHERE fund_id = NEW.id) BEGIN SELECT RAISE(ABORT, 'aidtrack G7'); END;
CREATE TRIGGER project_no_delete BEFORE DELETE ON project WHEN EXISTS (SELECT 1 FROM cell_balance WHERE project_id = OLD.id) BEGIN SELECT RAISE(ABORT, 'aidtrack G7'); END;
CREATE TRIGGER project_no_replace AFTER INSERT ON project WHEN EXISTS (SELECT 1 FROM cell_balance WHERE project_id = NEW.id) BEGIN SELECT RAISE(ABORT, 'aidtrack G7'); END;
CREATE TRIGGER village_no_delete BEFORE DELETE ON village WHEN EXISTS (SELECT 1 FROM cell_balance WHERE village_id = OLD.id) BEGIN SELECT RAISE(ABORT, 'aidtrack G7'); END;
CREATE TRIGGER village_no_replace AFTER INSERT ON village WHEN EXISTS (SELECT 1 FROM cell_balance WHERE village_id = NEW.id) BEGIN SELECT RAISE(ABORT, 'aidtrack G7'); END;
CREATE TRIGGER village_update_kept BEFORE UPDATE OF id ON village WHEN NEW.id <> OLD.id BEGIN SELECT RAISE(ABORT, 'aidtrack G7'); END;
CREATE TRIGGER organization_update_kept BEFORE UPDATE OF id ON organization WHEN NEW.id <> OLD.id BEGIN SELECT RAISE(ABORT, 'aidtrack G7'); END;
CREATE TRIGGER fund_update_kept BEFORE UPDATE OF id ON fund WHEN NEW.id <> OLD.id BEGIN SELECT RAISE(ABORT, 'aidtrack G7'); END;
CREATE TRIGGER project_update_kept BEFORE UPDATE OF id ON project WHEN NEW.id <> OLD.id BEGIN SELECT RAISE(ABORT, 'aidtrack G7'); END;
CREATE TRIGGER fund_balance_delete_kept BEFORE DELETE ON fund_balance BEGIN SELECT RAISE(ABORT, 'aidtrack G7'); END;
CREATE TRIGGER cell_balance_delete_kept BEFORE DELETE ON cell_balance BEGIN SELECT RAISE(ABORT, 'aidtrack G7'); END;
CREATE TRIGGER entry_ref_update_kept BEFORE UPDATE ON entry_ref BEGIN SELECT RAISE(ABORT, 'aidtrack G7'); END;
CREATE VIEW "v_fund" AS SELECT f.id, f.name, f.source, f.year, f.qualifier, (CASE WHEN f.budget_fen < 0 THEN '-' ELSE '' END || CAST(abs(f.budget_fen) / 100 AS TEXT) || '.' || substr(CAST(100 + abs(f.budget_fen) % 100 AS TEXT), 2)) AS budget, (CASE WHEN b.received_fen < 0 THEN '-' ELSE '' END || CAST(abs(b.received_fen) / 100 AS TEXT) || '.' || substr(CAST(100 + abs(b.received_fen) % 100 AS TEXT), 2)) AS received, (CASE WHEN b.interest_fen < 0 THEN '-' ELSE '' END || CAST(abs(b.interest_fen) / 100 AS TEXT) || '.' || substr(CAST(100 + abs(b.interest_fen) % 100 AS TEXT), 2)) AS interest, (CASE WHEN b.allocated_fen < 0 THEN '-' ELSE '' END || CAST(abs(b.allocated_fen) / 100 AS TEXT) || '.' || substr(CAST(100 + abs(b.allocated_fen) % 100 AS TEXT), 2)) AS allocated, (CASE WHEN b.disbursed_fen < 0 THEN '-' ELSE '' END || CAST(abs(b.disbursed_fen) / 100 AS TEXT) || '.' || substr(CAST(100 + abs(b.disbursed_fen) % 100 AS TEXT), 2)) AS disbursed, (CASE WHEN b.spent_fen < 0 THEN '-' ELSE '' END || CAST(abs(b.spent_fen) / 100 AS TEXT) || '.' || substr(CAST(100 + abs(b.spent_fen) % 100 AS TEXT), 2)) AS spent, (CASE WHEN b.lent_fen < 0 THEN '-' ELSE '' END || CAST(abs(b.lent_fen) / 100 AS TEXT) || '.' || substr(CAST(100 + abs(b.lent_fen) % 100 AS TEXT), 2)) AS lent, (CASE WHEN b.repaid_fen < 0 THEN '-' ELSE '' END || CAST(abs(b.repaid_fen) / 100 AS TEXT) || '.' || substr(CAST(100 + abs(b.repaid_fen) % 100 AS TEXT), 2)) AS repaid FROM fund f LEFT JOIN fund_balance b ON b.fund_id = f.id;
CREATE VIEW "资金一览" AS SELECT f.id, f.name, f.source, f.year, f.qualifier, (CASE WHEN f.budget_fen < 0 THEN '-' ELSE '' END || CAST(abs(f.budget_fen) / 100 AS TEXT) || '.' || substr(CAST(100 + abs(f.budget_fen) % 100 AS TEXT), 2)) AS budget, (CASE WHEN b.received_fen < 0 THEN '-' ELSE '' END || CAST(abs(b.received_fen) / 100 AS TEXT) || '.' || substr(CAST(100 + abs(b.received_fen) % 100 AS TEXT), 2)) AS received, (CASE WHEN b.interest_fen < 0 THEN '-' ELSE '' END || CAST(abs(b.interest_fen) / 100 AS TEXT) || '.' || substr(CAST(100 + abs(b.interest_fen) % 100 AS TEXT), 2)) AS interest, (CASE WHEN b.allocated_fen < 0 THEN '-' ELSE '' END || CAST(abs(b.allocated_fen) / 100 AS TEXT) || '.' || substr(CAST(100 + abs(b.allocated_fen) % 100 AS TEXT), 2)) AS allocated, (CASE WHEN b.disbursed_fen < 0 THEN '-' ELSE '' END || CAST(abs(b.disbursed_fen) / 100 AS TEXT) || '.' || substr(CAST(100 + abs(b.disbursed_fen) % 100 AS TEXT), 2)) AS disbursed, (CASE WHEN b.spent_fen < 0 THEN '-' ELSE '' END || CAST(abs(b.spent_fen) / 100 AS TEXT) || '.' || substr(CAST(100 + abs(b.spent_fen) % 100 AS TEXT), 2)) AS spent, (CASE WHEN b.lent_fen < 0 THEN '-' ELSE '' END || CAST(abs(b.lent_fen) / 100 AS TEXT) || '.' || substr(CAST(100 + abs(b.lent_fen) % 100 AS TEXT), 2)) AS lent, (CASE WHEN b.repaid_fen < 0 THEN '-' ELSE '' END || CAST(abs(b.repaid_fen) / 100 AS TEXT) || '.' || substr(CAST(100 + abs(b.repaid_fen) % 100 AS TEXT), 2)) AS repaid FROM fund f LEFT JOIN fund_balance b ON b.fund_id = f.id;
CREATE VIEW "v_funding" AS SELECT f.name AS fund, p.name AS project, v.name AS village, v.province, v.prefecture, v.county, v.township, p.category, p.stage, (CASE WHEN c.allocated_fen < 0 THEN '-' ELSE '' END || CAST(abs(c.allocated_fen) / 100 AS TEXT) || '.' || substr(CAST(100 + abs(c.allocated_fen) % 100 AS TEXT), 2)) AS allocated, (CASE WHEN c.disbursed_fen < 0 THEN '-' ELSE '' END || CAST(abs(c.disbursed_fen) / 100 AS TEXT) || '.' || substr(CAST(100 + abs(c.disbursed_fen) % 100 AS TEXT), 2)) AS disbursed, (CASE WHEN c.spent_fen < 0 THEN '-' ELSE '' END || CAST(abs(c.spent_fen) / 100 AS TEXT) || '.' || substr(CAST(100 + abs(c.spent_fen) % 100 AS TEXT), 2)) AS spent, (CASE WHEN coalesce(c.allocated_fen, 0) - coalesce(c.spent_fen, 0) < 0 THEN '-' ELSE '' END || CAST(abs(coalesce(c.allocated_fen, 0) - coalesce(c.spent_fen, 0)) / 100 AS TEXT) || '.' || substr(CAST(100 + abs(coalesce(c.allocated_fen, 0) - coalesce(c.spent_fen, 0)) % 100 AS TEXT), 2)) AS remaining FROM cell_balance c JOIN fund f ON f.id = c.fund_id LEFT JOIN project p ON p.id = c.project_id LEFT JOIN village v ON v.id = c.village_id;
CREATE VIEW "安排与支出" AS SELECT f.name AS fund, p.name AS project, v.name AS village, v.province, v.prefecture, v.county, v.township, p.category, p.stage, (CASE WHEN c.allocated_fen < 0 THEN '-' ELSE '' END || CAST(abs(c.allocated_fen) / 100 AS TEXT) || '.' || substr(CAST(100 + abs(c.allocated_fen) % 100 AS TEXT), 2)) AS allocated, (CASE WHEN c.disbursed_fen < 0 THEN '-' ELSE '' END || CAST(abs(c.disbursed_fen) / 100 AS TEXT) || '.' || substr(CAST(100 + abs(c.disbursed_fen) % 100 AS TEXT), 2)) AS disbursed, (CASE WHEN c.spent_fen < 0 THEN '-' ELSE '' END || CAST(abs(c.spent_fen) / 100 AS TEXT) || '.' || substr(CAST(100 + abs(c.spent_fen) % 100 AS TEXT), 2)) AS spent, (CASE WHEN coalesce(c.allocated_fen, 0) - coalesce(c.spent_fen, 0) < 0 THEN '-' ELSE '' END || CAST(abs(coalesce(c.allocated_fen, 0) - coalesce(c.spent_fen, 0)) / 100 AS TEXT) || '.' || substr(CAST(100 + abs(coalesce(c.allocated_fen, 0) - coalesce(c.spent_fen, 0)) % 100 AS TEXT), 2)) AS remaining FROM cell_balance c JOIN fund f ON f.id = c.fund_id LEFT JOIN project p ON p.id = c.project_id LEFT JOIN village v ON v.id = c.village_id;
CREATE VIEW "v_entry" AS SELECT e.id, e.kind, e.date, f.name AS fund, p.name AS project, v.name AS village, (CASE WHEN e.amount_fen < 0 THEN '-' ELSE '' END || CAST(abs(e.amount_fen) / 100 AS TEXT) || '.' || substr(CAST(100 + abs(e.amount_fen) % 100 AS TEXT), 2)) AS amount, e.payee, e.voucher, e.doc_no, e.ref, e.purpose, e.reason, e.over, e.reverses_id, e.batch_id, e.file_no, e.row_no FROM entry e JOIN fund f ON f.id = e.fund_id LEFT JOIN project p ON p.id = e.project_id LEFT JOIN village v ON v.id = e.village_id;
CREATE VIEW "流水明细" AS SELECT e.id, e.kind, e.date, f.name AS fund, p.name AS project, v.name AS village, (CASE WHEN e.amount_fen < 0 THEN '-' ELSE '' END || CAST(abs(e.amount_fen) / 100 AS TEXT) || '.' || substr(CAST(100 + abs(e.amount_fen) % 100 AS TEXT), 2)) AS amount, e.payee, e.voucher, e.doc_no, e.ref, e.purpose, e.reason, e.over, e.reverses_id, e.batch_id, e.file_no, e.row_no FROM entry e JOIN fund f ON f.id = e.fund_id LEFT JOIN project p ON p.id = e.project_id LEFT JOIN village v ON v.id = e.village_id;
CREATE TRIGGER entry_no_replace BEFORE INSERT ON entry WHEN EXISTS (SELECT 1 FROM entry WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'aidtrack G7'); END;
CREATE TRIGGER entry_ref_in_use BEFORE INSERT ON entry WHEN NEW.ref IS NOT NULL AND EXISTS (SELECT 1 FROM entry_ref WHERE ref = NEW.ref) BEGIN SELECT RAISE(ABORT, 'aidtrack ref'); END;
CREATE TRIGGER entry_guard AFTER INSERT ON entry BEGIN SELECT RAISE(ABORT, 'FOREIGN KEY constraint failed') WHERE (NEW.fund_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM fund WHERE id = NEW.fund_id)) OR (NEW.project_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM project WHERE id = NEW.project_id)) OR (NEW.village_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM village WHERE id = NEW.village_id)) OR (NEW.reverses_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM entry WHERE id = NEW.reverses_id)) OR (NEW.batch_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM batch WHERE id = NEW.batch_id));
        SELECT CASE substr(rule, 1, 2) WHEN 'G1' THEN RAISE(ABORT, 'aidtrack G1') WHEN 'G2' THEN RAISE(ABORT, 'aidtrack G2') WHEN 'G3' THEN RAISE(ABORT, 'aidtrack G3') WHEN 'G4' THEN RAISE(ABORT, 'aidtrack G4') WHEN 'G5' THEN RAISE(ABORT, 'aidtrack G5') WHEN 'G6' THEN RAISE(ABORT, 'aidtrack G6') END FROM (
    SELECT CASE WHEN 1 = 0 THEN 'G4 cut' ELSE 'G1' END AS rule,
           r.id, r.fund_id, r.project_id, r.village_id, -r.running AS short_fen
    FROM (
        SELECT n.id, n.kind, n.over, n.fund_id, n.project_id, n.village_id, CASE WHEN n.kind = 'allocation' THEN -n.amount_fen WHEN n.kind IN ('receipt', 'interest') AND f.budget_fen IS NULL THEN n.amount_fen ELSE 0 END AS delta,
               short.room + sum(CASE WHEN CASE WHEN n.kind = 'allocation' THEN -n.amount_fen WHEN n.kind IN ('receipt', 'interest') AND f.budget_fen IS NULL THEN n.amount_fen ELSE 0 END > 0 THEN CASE WHEN n.kind = 'allocation' THEN -n.amount_fen WHEN n.kind IN ('receipt', 'interest') AND f.budget_fen IS NULL THEN n.amount_fen ELSE 0 END ELSE 0 END) OVER (PARTITION BY short.fund_id)
               + sum(CASE WHEN CASE WHEN n.kind = 'allocation' THEN -n.amount_fen WHEN n.kind IN ('receipt', 'interest') AND f.budget_fen IS NULL THEN n.amount_fen ELSE 0 END < 0 THEN CASE WHEN n.kind = 'allocation' THEN -n.amount_fen WHEN n.kind IN ('receipt', 'interest') AND f.budget_fen IS NULL THEN n.amount_fen ELSE 0 END ELSE 0 END)
                 OVER (PARTITION BY short.fund_id ORDER BY n.date, n.file_no, n.row_no, n.id) AS running
        FROM (SELECT NEW.id AS id, NEW.kind AS kind, NEW.date AS date, NEW.fund_id AS fund_id, NEW.project_id AS project_id, NEW.village_id AS village_id, NEW.amount_fen AS amount_fen, NEW.over AS over, NEW.reverses_id AS reverses_id, NEW.file_no AS file_no, NEW.row_no AS row_no) n JOIN (SELECT s.fund_id AS fund_id, max(coalesce(f.budget_fen, coalesce(b.received_fen, 0) + coalesce(b.interest_fen, 0)) - coalesce(b.allocated_fen, 0)) AS room
            FROM (SELECT NEW.fund_id AS fund_id, NEW.project_id AS project_id, NEW.village_id AS village_id, NEW.kind AS kind, NEW.amount_fen AS total, NEW.date AS last_on) s JOIN fund f ON f.id = s.fund_id LEFT JOIN fund_balance b ON b.fund_id = s.fund_id
            WHERE 1 = 1 GROUP BY s.fund_id HAVING max(coalesce(f.budget_fen, coalesce(b.received_fen, 0) + coalesce(b.interest_fen, 0)) - coalesce(b.allocated_fen, 0)) + sum(CASE WHEN s.kind = 'allocation' THEN -s.total WHEN s.kind IN ('receipt', 'interest') AND f.budget_fen IS NULL THEN s.total ELSE 0 END) < 0) short ON n.fund_id = short.fund_id JOIN fund f ON f.id = n.fund_id
    ) r
    WHERE r.running < 0 AND r.delta < 0 AND (r.over IS NULL OR 1 = 0)
    UNION ALL
    SELECT CASE WHEN r.kind = 'allocation' THEN 'G4 cut' ELSE 'G2' END AS rule,
           r.id, r.fund_id, r.project_id, r.village_id, -r.running AS short_fen
    FROM (
        SELECT n.id, n.kind, n.over, n.fund_id, n.project_id, n.village_id, CASE n.kind WHEN 'allocation' THEN n.amount_fen WHEN 'spending' THEN -n.amount_fen ELSE 0 END AS delta,
               short.room + sum(CASE WHEN CASE n.kind WHEN 'allocation' THEN n.amount_fen WHEN 'spending' THEN -n.amount_fen ELSE 0 END > 0 THEN CASE n.kind WHEN 'allocation' THEN n.amount_fen WHEN 'spending' THEN -n.amount_fen ELSE 0 END ELSE 0 END) OVER (PARTITION BY short.fund_id, short.project_id, short.village_id)
               + sum(CASE WHEN CASE n.kind WHEN 'allocation' THEN n.amount_fen WHEN 'spending' THEN -n.amount_fen ELSE 0 END < 0 THEN CASE n.kind WHEN 'allocation' THEN n.amount_fen WHEN 'spending' THEN -n.amount_fen ELSE 0 END ELSE 0 END)
                 OVER (PARTITION BY short.fund_id, short.project_id, short.village_id ORDER BY n.date, n.file_no, n.row_no, n.id) AS running
        FROM (SELECT NEW.id AS id, NEW.kind AS kind, NEW.date AS date, NEW.fund_id AS fund_id, NEW.project_id AS project_id, NEW.village_id AS village_id, NEW.amount_fen AS amount_fen, NEW.over AS over, NEW.reverses_id AS reverses_id, NEW.file_no AS file_no, NEW.row_no AS row_no) n JOIN (SELECT s.fund_id AS fund_id, coalesce(s.project_id, 0) AS project_id, coalesce(s.village_id, 0) AS village_id, max(coalesce(c.allocated_fen, 0) - coalesce(c.spent_fen, 0)) AS room
            FROM (SELECT NEW.fund_id AS fund_id, NEW.project_id AS project_id, NEW.village_id AS village_id, NEW.kind AS kind, NEW.amount_fen AS total, NEW.date AS last_on) s JOIN fund f ON f.id = s.fund_id LEFT JOIN cell_balance c ON c.fund_id = s.fund_id AND c.project_id = coalesce(s.project_id, 0) AND c.village_id = coalesce(s.village_id, 0)
            WHERE 1 = 1 GROUP BY s.fund_id, coalesce(s.project_id, 0), coalesce(s.village_id, 0) HAVING max(coalesce(c.allocated_fen, 0) - coalesce(c.spent_fen, 0)) + sum(CASE s.kind WHEN 'allocation' THEN s.total WHEN 'spending' THEN -s.total ELSE 0 END) < 0) short ON n.fund_id = short.fund_id AND coalesce(n.project_id, 0) = short.project_id AND coalesce(n.village_id, 0) = short.village_id JOIN fund f ON f.id = n.fund_id
    ) r
    WHERE r.running < 0 AND r.delta < 0 AND (r.over IS NULL OR r.kind = 'allocation')
    UNION ALL
    SELECT CASE WHEN 1 = 0 THEN 'G4 cut' ELSE 'G3' END AS rule,
           r.id, r.fund_id, r.project_id, r.village_id, -r.running AS short_fen
    FROM (
        SELECT n.id, n.kind, n.over, n.fund_id, n.project_id, n.village_id, CASE WHEN n.kind IN ('receipt', 'interest', 'repayment') THEN n.amount_fen WHEN n.kind IN ('spending', 'loan') THEN -n.amount_fen ELSE 0 END AS delta,
               short.room + sum(CASE WHEN CASE WHEN n.kind IN ('receipt', 'interest', 'repayment') THEN n.amount_fen WHEN n.kind IN ('spending', 'loan') THEN -n.amount_fen ELSE 0 END > 0 THEN CASE WHEN n.kind IN ('receipt', 'interest', 'repayment') THEN n.amount_fen WHEN n.kind IN ('spending', 'loan') THEN -n.amount_fen ELSE 0 END ELSE 0 END) OVER (PARTITION BY short.fund_id)
               + sum(CASE WHEN CASE WHEN n.kind IN ('receipt', 'interest', 'repayment') THEN n.amount_fen WHEN n.kind IN ('spending', 'loan') THEN -n.amount_fen ELSE 0 END < 0 THEN CASE WHEN n.kind IN ('receipt', 'interest', 'repayment') THEN n.amount_fen WHEN n.kind IN ('spending', 'loan') THEN -n.amount_fen ELSE 0 END ELSE 0 END)
                 OVER (PARTITION BY short.fund_id ORDER BY n.date, n.file_no, n.row_no, n.id) AS running
        FROM (SELECT NEW.id AS id, NEW.kind AS kind, NEW.date AS date, NEW.fund_id AS fund_id, NEW.project_id AS project_id, NEW.village_id AS village_id, NEW.amount_fen AS amount_fen, NEW.over AS over, NEW.reverses_id AS reverses_id, NEW.file_no AS file_no, NEW.row_no AS row_no) n JOIN (SELECT s.fund_id AS fund_id, max(coalesce(b.received_fen, 0) + coalesce(b.interest_fen, 0) - coalesce(b.spent_fen, 0) - coalesce(b.lent_fen, 0) + coalesce(b.repaid_fen, 0)) AS room
            FROM (SELECT NEW.fund_id AS fund_id, NEW.project_id AS project_id, NEW.village_id AS village_id, NEW.kind AS kind, NEW.amount_fen AS total, NEW.date AS last_on) s JOIN fund f ON f.id = s.fund_id LEFT JOIN fund_balance b ON b.fund_id = s.fund_id
            WHERE 1 = 1 GROUP BY s.fund_id HAVING max(coalesce(b.received_fen, 0) + coalesce(b.interest_fen, 0) - coalesce(b.spent_fen, 0) - coalesce(b.lent_fen, 0) + coalesce(b.repaid_fen, 0)) + sum(CASE WHEN s.kind IN ('receipt', 'interest', 'repayment') THEN s.total WHEN s.kind IN ('spending', 'loan') THEN -s.total ELSE 0 END) < 0) short ON n.fund_id = short.fund_id JOIN fund f ON f.id = n.fund_id
    ) r
    WHERE r.running < 0 AND r.delta < 0 AND (r.over IS NULL OR 1 = 0)
    UNION ALL
    SELECT 'G4 sum' AS rule,
           r.id, r.fund_id, r.project_id, r.village_id, -r.running AS short_fen
    FROM (
        SELECT n.id, n.kind, n.over, n.fund_id, n.project_id, n.village_id, n.amount_fen AS delta,
               short.room + sum(CASE WHEN n.amount_fen > 0 THEN n.amount_fen ELSE 0 END) OVER (PARTITION BY short.fund_id, short.project_id, short.village_id, short.kind)
               + sum(CASE WHEN n.amount_fen < 0 THEN n.amount_fen ELSE 0 END)
                 OVER (PARTITION BY short.fund_id, short.project_id, short.village_id, short.kind ORDER BY n.date, n.file_no, n.row_no, n.id) AS running
        FROM (SELECT NEW.id AS id, NEW.kind AS kind, NEW.date AS date, NEW.fund_id AS fund_id, NEW.project_id AS project_id, NEW.village_id AS village_id, NEW.amount_fen AS amount_fen, NEW.over AS over, NEW.reverses_id AS reverses_id, NEW.file_no AS file_no, NEW.row_no AS row_no) n JOIN (SELECT s.fund_id AS fund_id, coalesce(s.project_id, 0) AS project_id, coalesce(s.village_id, 0) AS village_id, s.kind AS kind, max(CASE s.kind WHEN 'allocation' THEN coalesce(c.allocated_fen, 0) WHEN 'disbursement' THEN coalesce(c.disbursed_fen, 0) ELSE coalesce(c.spent_fen, 0) END) AS room
            FROM (SELECT NEW.fund_id AS fund_id, NEW.project_id AS project_id, NEW.village_id AS village_id, NEW.kind AS kind, NEW.amount_fen AS total, NEW.date AS last_on) s JOIN fund f ON f.id = s.fund_id LEFT JOIN cell_balance c ON c.fund_id = s.fund_id AND c.project_id = coalesce(s.project_id, 0) AND c.village_id = coalesce(s.village_id, 0)
            WHERE s.kind IN ('allocation', 'disbursement', 'spending') GROUP BY s.fund_id, coalesce(s.project_id, 0), coalesce(s.village_id, 0), s.kind HAVING max(CASE s.kind WHEN 'allocation' THEN coalesce(c.allocated_fen, 0) WHEN 'disbursement' THEN coalesce(c.disbursed_fen, 0) ELSE coalesce(c.spent_fen, 0) END) + sum(s.total) < 0) short ON n.fund_id = short.fund_id AND coalesce(n.project_id, 0) = short.project_id AND coalesce(n.village_id, 0) = short.village_id AND n.kind = short.kind JOIN fund f ON f.id = n.fund_id
    ) r
    WHERE r.running < 0 AND r.delta < 0 AND (r.over IS NULL OR 1 = 1)
    UNION ALL
    SELECT 'G4 sum' AS rule,
           r.id, r.fund_id, r.project_id, r.village_id, -r.running AS short_fen
    FROM (
        SELECT n.id, n.kind, n.over, n.fund_id, n.project_id, n.village_id, n.amount_fen AS delta,
               short.room + sum(CASE WHEN n.amount_fen > 0 THEN n.amount_fen ELSE 0 END) OVER (PARTITION BY short.fund_id, short.kind)
               + sum(CASE WHEN n.amount_fen < 0 THEN n.amount_fen ELSE 0 END)
                 OVER (PARTITION BY short.fund_id, short.kind ORDER BY n.date, n.file_no, n.row_no, n.id) AS running
        FROM (SELECT NEW.id AS id, NEW.kind AS kind, NEW.date AS date, NEW.fund_id AS fund_id, NEW.project_id AS project_id, NEW.village_id AS village_id, NEW.amount_fen AS amount_fen, NEW.over AS over, NEW.reverses_id AS reverses_id, NEW.file_no AS file_no, NEW.row_no AS row_no) n JOIN (SELECT s.fund_id AS fund_id, s.kind AS kind, max(CASE s.kind WHEN 'receipt' THEN coalesce(b.received_fen, 0) WHEN 'interest' THEN coalesce(b.interest_fen, 0) WHEN 'loan' THEN coalesce(b.lent_fen, 0) ELSE coalesce(b.repaid_fen, 0) END) AS room
            FROM (SELECT NEW.fund_id AS fund_id, NEW.project_id AS project_id, NEW.village_id AS village_id, NEW.kind AS kind, NEW.amount_fen AS total, NEW.date AS last_on) s JOIN fund f ON f.id = s.fund_id LEFT JOIN fund_balance b ON b.fund_id = s.fund_id
            WHERE s.kind IN ('receipt', 'interest', 'loan', 'repayment') GROUP BY s.fund_id, s.kind HAVING max(CASE s.kind WHEN 'receipt' THEN coalesce(b.received_fen, 0) WHEN 'interest' THEN coalesce(b.interest_fen, 0) WHEN 'loan' THEN coalesce(b.lent_fen, 0) ELSE coalesce(b.repaid_fen, 0) END) + sum(s.total) < 0) short ON n.fund_id = short.fund_id AND n.kind = short.kind JOIN fund f ON f.id = n.fund_id
    ) r
    WHERE r.running < 0 AND r.delta < 0 AND (r.over IS NULL OR 1 = 1)
    UNION ALL
    SELECT 'G4 reversal' AS rule, r.id, r.fund_id, r.project_id, r.village_id, r.short_fen
    FROM (
        SELECT n.id, n.fund_id, n.project_id, n.village_id,
               CASE WHEN o.kind <> n.kind OR o.fund_id <> n.fund_id
                      OR coalesce(o.project_id, 0) <> coalesce(n.project_id, 0)
                      OR coalesce(o.village_id, 0) <> coalesce(n.village_id, 0)
                      OR (o.amount_fen > 0) = (n.amount_fen > 0) OR n.date < o.date THEN abs(n.amount_fen)
                    ELSE abs((SELECT sum(e.amount_fen) FROM entry e
                              WHERE e.reverses_id = n.reverses_id
                                AND (e.id <= n.id OR NOT EXISTS (SELECT 1 FROM (SELECT NEW.id AS id, NEW.kind AS kind, NEW.date AS date, NEW.fund_id AS fund_id, NEW.project_id AS project_id, NEW.village_id AS village_id, NEW.amount_fen AS amount_fen, NEW.over AS over, NEW.reverses_id AS reverses_id, NEW.file_no AS file_no, NEW.row_no AS row_no) m WHERE m.id = e.id)))) - abs(o.amount_fen)
               END AS short_fen
        FROM (SELECT NEW.id AS id, NEW.kind AS kind, NEW.date AS date, NEW.fund_id AS fund_id, NEW.project_id AS project_id, NEW.village_id AS village_id, NEW.amount_fen AS amount_fen, NEW.over AS over, NEW.reverses_id AS reverses_id, NEW.file_no AS file_no, NEW.row_no AS row_no) n JOIN entry o ON o.id = n.reverses_id
        WHERE n.reverses_id IS NOT NULL
    ) r
    WHERE r.short_fen > 0
    UNION ALL
    SELECT 'G5' AS rule, n.id, n.fund_id, n.project_id, n.village_id, n.amount_fen AS short_fen
    FROM (SELECT NEW.id AS id, NEW.kind AS kind, NEW.date AS date, NEW.fund_id AS fund_id, NEW.project_id AS project_id, NEW.village_id AS village_id, NEW.amount_fen AS amount_fen, NEW.over AS over, NEW.reverses_id AS reverses_id, NEW.file_no AS file_no, NEW.row_no AS row_no) n JOIN (SELECT DISTINCT * FROM (SELECT s.fund_id, coalesce(s.project_id, 0) AS project_id, coalesce(s.village_id, 0) AS village_id
            FROM (SELECT NEW.fund_id AS fund_id, NEW.project_id AS project_id, NEW.village_id AS village_id, NEW.kind AS kind, NEW.amount_fen AS total, NEW.date AS last_on) s JOIN fund f ON f.id = s.fund_id
            LEFT JOIN project p ON p.id = s.project_id LEFT JOIN village v ON v.id = s.village_id
            WHERE s.kind = 'allocation' AND (f.earmark_category IS NOT NULL OR f.earmark_place IS NOT NULL)
              AND NOT (
    (f.earmark_category IS NULL OR coalesce(p.category, '') = f.earmark_category)
    AND (f.earmark_place IS NULL OR (v.id IS NOT NULL AND (
    ('/' || coalesce(v.province, '') || '//' || coalesce(v.prefecture, '') || '//' || coalesce(v.county, '')
     || '//' || coalesce(v.township, '') || '//' || v.name || '/') LIKE ('%/' || replace(f.earmark_place, '/', '/%/') || '/%')
    OR ('、' || coalesce(v.alias, '') || '、') LIKE ('%、' || f.earmark_place || '、%')
    OR coalesce(v.code, '') LIKE (CASE WHEN length(f.earmark_place) IN (2, 4, 6, 9, 12)
                                       AND f.earmark_place >= '1' AND f.earmark_place < ':'
                                  THEN f.earmark_place || '%' ELSE '/' END)))))) x) bad ON n.fund_id = bad.fund_id AND coalesce(n.project_id, 0) = bad.project_id AND coalesce(n.village_id, 0) = bad.village_id LEFT JOIN project p ON p.id = n.project_id
    WHERE n.amount_fen > 0 AND n.over IS NULL AND n.kind = 'allocation'
      AND NOT EXISTS (SELECT 1 FROM entry o WHERE o.id = n.reverses_id AND o.date = n.date)
    UNION ALL
    SELECT 'G6' AS rule, n.id, n.fund_id, n.project_id, n.village_id, n.amount_fen AS short_fen
    FROM (SELECT NEW.id AS id, NEW.kind AS kind, NEW.date AS date, NEW.fund_id AS fund_id, NEW.project_id AS project_id, NEW.village_id AS village_id, NEW.amount_fen AS amount_fen, NEW.over AS over, NEW.reverses_id AS reverses_id, NEW.file_no AS file_no, NEW.row_no AS row_no) n JOIN (SELECT DISTINCT * FROM (SELECT s.fund_id, coalesce(s.project_id, 0) AS project_id, coalesce(s.village_id, 0) AS village_id
            FROM (SELECT NEW.fund_id AS fund_id, NEW.project_id AS project_id, NEW.village_id AS village_id, NEW.kind AS kind, NEW.amount_fen AS total, NEW.date AS last_on) s JOIN project p ON p.id = s.project_id
            WHERE s.kind IN ('allocation', 'spending') AND ((p.closed_on IS NOT NULL AND s.last_on > p.closed_on || '~')
    OR (p.closed_on IS NULL AND p.stage IN ('closed', 'cancelled')))) x) bad ON n.fund_id = bad.fund_id AND coalesce(n.project_id, 0) = bad.project_id AND coalesce(n.village_id, 0) = bad.village_id LEFT JOIN project p ON p.id = n.project_id
    WHERE n.amount_fen > 0 AND n.over IS NULL AND n.kind IN ('allocation', 'spending') AND ((p.closed_on IS NOT NULL AND n.date > p.closed_on || '~')
    OR (p.closed_on IS NULL AND p.stage IN ('closed', 'cancelled')))
      AND NOT EXISTS (SELECT 1 FROM entry o WHERE o.id = n.reverses_id AND o.date = n.date)) LIMIT 1;
        INSERT INTO fund_balance (fund_id) SELECT NEW.fund_id
            WHERE NOT EXISTS (SELECT 1 FROM fund_balance WHERE fund_id = NEW.fund_id);
        UPDATE fund_balance SET received_fen = CASE WHEN NEW.kind = 'receipt' THEN coalesce(received_fen, 0) + NEW.amount_fen ELSE received_fen END, interest_fen = CASE WHEN NEW.kind = 'interest' THEN coalesce(interest_fen, 0) + NEW.amount_fen ELSE interest_fen END, allocated_fen = CASE WHEN NEW.kind = 'allocation' THEN coalesce(allocated_fen, 0) + NEW.amount_fen ELSE allocated_fen END, disbursed_fen = CASE WHEN NEW.kind = 'disbursement' THEN coalesce(disbursed_fen, 0) + NEW.amount_fen ELSE disbursed_fen END, spent_fen = CASE WHEN NEW.kind = 'spending' THEN coalesce(spent_fen, 0) + NEW.amount_fen ELSE spent_fen END, lent_fen = CASE WHEN NEW.kind = 'loan' THEN coalesce(lent_fen, 0) + NEW.amount_fen ELSE lent_fen END, repaid_fen = CASE WHEN NEW.kind = 'repayment' THEN coalesce(repaid_fen, 0) + NEW.amount_fen ELSE repaid_fen END WHERE fund_id = NEW.fund_id;
        INSERT INTO cell_balance (fund_id, project_id, village_id)
            SELECT NEW.fund_id, coalesce(NEW.project_id, 0), coalesce(NEW.village_id, 0)
            WHERE NEW.kind IN ('allocation', 'disbursement', 'spending') AND NOT EXISTS (SELECT 1 FROM cell_balance WHERE fund_id = NEW.fund_id AND project_id = coalesce(NEW.project_id, 0) AND village_id = coalesce(NEW.village_id, 0));
        UPDATE cell_balance SET allocated_fen = CASE WHEN NEW.kind = 'allocation' THEN coalesce(allocated_fen, 0) + NEW.amount_fen ELSE allocated_fen END, disbursed_fen = CASE WHEN NEW.kind = 'disbursement' THEN coalesce(disbursed_fen, 0) + NEW.amount_fen ELSE disbursed_fen END, spent_fen = CASE WHEN NEW.kind = 'spending' THEN coalesce(spent_fen, 0) + NEW.amount_fen ELSE spent_fen END WHERE NEW.kind IN ('allocation', 'disbursement', 'spending') AND fund_id = NEW.fund_id AND project_id = coalesce(NEW.project_id, 0) AND village_id = coalesce(NEW.village_id, 0);
        INSERT INTO entry_ref (ref, entry_id) SELECT NEW.ref, NEW.id WHERE NEW.ref IS NOT NULL; END;
COMMIT;
