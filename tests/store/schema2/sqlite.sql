PRAGMA application_id = 1095320660;
PRAGMA user_version = 2;
BEGIN TRANSACTION;
CREATE TABLE activity (
    id INTEGER PRIMARY KEY CONSTRAINT id_in_range CHECK (id BETWEEN 1 AND 9007199254740991),
    name TEXT NOT NULL CONSTRAINT activity_named CHECK (name <> '' AND name NOT LIKE '%/%'),
    kind TEXT,
    starts_on TEXT,
    ends_on TEXT,
    village_id INTEGER REFERENCES village (id),
    places TEXT,
    organiser TEXT,
    partners TEXT,
    persons TEXT,
    content TEXT,
    raw TEXT,
    note TEXT,
    batch_id INTEGER REFERENCES batch (id)
) STRICT;
INSERT INTO "activity" VALUES(1,'春节慰问2017','春节慰问','2017-01-20','2017-01-21',1,'牙河村、咀儿村','甲单位','乙公司','领导3人',NULL,'原文',NULL,NULL);
INSERT INTO "activity" VALUES(2,'夜校','夜校（冬季）','2017-11',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "activity" VALUES(3,'夜校','夜校(冬季)','2018-01',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "activity" VALUES(4,'督查','督查调研','2018-03-01',NULL,2,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE alembic_version (version_num TEXT NOT NULL PRIMARY KEY) STRICT;
INSERT INTO "alembic_version" VALUES('2');
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
INSERT INTO "audit" VALUES(1,'2026-11-29T09:30:42.874794+00:00','office','add','village',1,NULL,NULL,'{"code":"621122100200","county":"陇西县","depth":"deep","exit_status":"exited","exited_on":"2017-12","helped_from":"2013","name":"牙河村","note":"改前","prefecture":"定西市","province":"甘肃省","township":"马河镇"}','0000000000000000000000000000000000000000000000000000000000000000','759000f335604628b2c45e737f3551088792c7c77b126784ce1bfa2041bdfd29');
INSERT INTO "audit" VALUES(2,'2026-11-29T09:30:43.161162+00:00','office','add','village',2,NULL,NULL,'{"alias":"嘴儿村","county":"武山县","depth":"poor","exit_status":"not_exited","name":"咀儿村","prefecture":"天水市","province":"甘肃省"}','759000f335604628b2c45e737f3551088792c7c77b126784ce1bfa2041bdfd29','1bde2dbd759cd9d368241ab819c4b2464789779ca1025f8b9400458c2401f78d');
INSERT INTO "audit" VALUES(3,'2026-11-29T09:30:43.171678+00:00','office','add','village',3,NULL,NULL,'{"county":"陇西县","name":"石岭村"}','1bde2dbd759cd9d368241ab819c4b2464789779ca1025f8b9400458c2401f78d','f1b320226d49691d8715e89a3e8a5e6c88dd1e8215ac68676531d4356309fa24');
INSERT INTO "audit" VALUES(4,'2026-11-29T09:30:43.180835+00:00','office','edit','village',1,NULL,'{"code":"621122100200","county":"陇西县","depth":"deep","exit_status":"exited","exited_on":"2017-12","helped_from":"2013","name":"牙河村","note":"改前","prefecture":"定西市","province":"甘肃省","township":"马河镇"}','{"code":"621122100200","county":"陇西县","depth":"deep","exit_status":"exited","exited_on":"2017-12","helped_from":"2013","name":"牙河村","note":"改过","prefecture":"定西市","province":"甘肃省","township":"马河镇"}','f1b320226d49691d8715e89a3e8a5e6c88dd1e8215ac68676531d4356309fa24','75c773d1d270ebf8a1451bb08d1d4c36939256e2c8f4329d1185717bbf3c8d41');
INSERT INTO "audit" VALUES(5,'2026-11-29T09:30:43.192789+00:00','office','add','organization',1,NULL,NULL,'{"alias":"甲","name":"甲单位","place":"兰州","role":"member"}','75c773d1d270ebf8a1451bb08d1d4c36939256e2c8f4329d1185717bbf3c8d41','1287bde257dfa0950c678660856ec1f1364e854a1d384b9132dc4365f046a687');
INSERT INTO "audit" VALUES(6,'2026-11-29T09:30:43.201677+00:00','office','add','organization',2,NULL,NULL,'{"name":"乙公司","raw":"乙公司(原文)","role":"enterprise"}','1287bde257dfa0950c678660856ec1f1364e854a1d384b9132dc4365f046a687','28856a06bcc0f89332c9fa46c5707671735cf6d797c2afa74ee00f393b3b59ed');
INSERT INTO "audit" VALUES(7,'2026-11-29T09:30:43.211996+00:00','office','add','fund',1,NULL,NULL,'{"budget_fen":200000000,"name":"自筹资金","provider":"甲单位","qualifier":"≥","raw":"200多万元","source":"self","year":2016}','28856a06bcc0f89332c9fa46c5707671735cf6d797c2afa74ee00f393b3b59ed','56442c397e9ca0c3206f9118d3dbe7ed094406376b51bd11a76f2010336a85a3');
INSERT INTO "audit" VALUES(8,'2026-11-29T09:30:43.223237+00:00','office','add','fund',2,NULL,NULL,'{"budget_fen":100000000,"doc_no":"甘财〔2017〕1号","idle_from":"2017-01","name":"专项资金","source":"fiscal","year":2017}','56442c397e9ca0c3206f9118d3dbe7ed094406376b51bd11a76f2010336a85a3','26ff5508eae985fef9c08fbd8aef6acf1993b80cd2e81cc3e58bd9fc1e4ac786');
INSERT INTO "audit" VALUES(9,'2026-11-29T09:30:43.232842+00:00','office','add','fund',3,NULL,NULL,'{"budget_fen":30000000,"earmark_category":"光伏（村级）","earmark_place":"陇西县/马河镇","name":"光伏专款","source":"fiscal","year":2017}','26ff5508eae985fef9c08fbd8aef6acf1993b80cd2e81cc3e58bd9fc1e4ac786','1c97e0cf7a88bda25877b625804379c2efba15543a87fdcede4cef2c4bd8644e');
INSERT INTO "audit" VALUES(10,'2026-11-29T09:30:43.242868+00:00','office','add','fund',4,NULL,NULL,'{"budget_fen":10000000,"earmark_category":"培训、救助","earmark_place":"621122","name":"培训救助款","source":"union","year":2017}','1c97e0cf7a88bda25877b625804379c2efba15543a87fdcede4cef2c4bd8644e','cdf19e88317c67062ffdd6bd2c25beefcb2cdeb3fb40abbf625698924505035c');
INSERT INTO "audit" VALUES(11,'2026-11-29T09:30:43.252202+00:00','office','add','fund',5,NULL,NULL,'{"name":"捐款","note":"无计划数","provider":"乙公司","source":"donation","year":2016}','cdf19e88317c67062ffdd6bd2c25beefcb2cdeb3fb40abbf625698924505035c','4c70fc944a154f7e358ebf2d67517f42d2c81d93ef9c7acde3b9f7301e415bed');
INSERT INTO "audit" VALUES(12,'2026-11-29T09:30:43.262814+00:00','office','add','fund',6,NULL,NULL,'{"budget_fen":40000000,"form":"loan","name":"周转金","note":"小额借款","source":"credit","year":2016}','4c70fc944a154f7e358ebf2d67517f42d2c81d93ef9c7acde3b9f7301e415bed','96dae5655a6525520707d830cd6dc41cd4bbae76890c2d096a5f97ab2da05285');
INSERT INTO "audit" VALUES(13,'2026-11-29T09:30:43.271183+00:00','office','add','fund',7,NULL,NULL,'{"budget_fen":50000000,"form":"grant","name":"年年款","source":"union","year":2016}','96dae5655a6525520707d830cd6dc41cd4bbae76890c2d096a5f97ab2da05285','992a47efc22b57881480cc57e2893bb40a4c0ace8b6643223e659faf608b1942');
INSERT INTO "audit" VALUES(14,'2026-11-29T09:30:43.282595+00:00','office','add','project',1,NULL,NULL,'{"category":"菌菜大棚","code":"P-001","households":20,"implementer":"乙公司","name":"牙河村菌菜大棚","persons":80,"planned_cost_fen":30000000,"reach":"household","responsible_unit":"甲单位","stage":"implementing","village_id":1}','992a47efc22b57881480cc57e2893bb40a4c0ace8b6643223e659faf608b1942','be4eb9e2a8a277f2ad8771ef0032a0e87476536fd0a4448aa303ce7985dcf7e7');
INSERT INTO "audit" VALUES(15,'2026-11-29T09:30:43.295651+00:00','office','add','project',2,NULL,NULL,'{"category":"光伏(村级)","name":"牙河村光伏","stage":"accepted","village_id":1}','be4eb9e2a8a277f2ad8771ef0032a0e87476536fd0a4448aa303ce7985dcf7e7','59b2c38b7288a2f37c77a3546c3877856e63484513917210a01e9260af51c91d');
INSERT INTO "audit" VALUES(16,'2026-11-29T09:30:43.308678+00:00','office','add','project',3,NULL,NULL,'{"category":"培训","name":"技能培训","responsible":"张","stage":"implementing"}','59b2c38b7288a2f37c77a3546c3877856e63484513917210a01e9260af51c91d','559298c92c1dd0743d729f04211e83e5ed9396fa43a489e9ad526895de5fde49');
INSERT INTO "audit" VALUES(17,'2026-11-29T09:30:43.320587+00:00','office','add','project',4,NULL,NULL,'{"category":"危房改造","closed_on":"2018-06-30","name":"咀儿村危房改造","stage":"closed","village_id":2}','559298c92c1dd0743d729f04211e83e5ed9396fa43a489e9ad526895de5fde49','8792f66fb44a3082432364767bd108cc753ecbad315cdbdbb5f4bf163879852b');
INSERT INTO "audit" VALUES(18,'2026-11-29T09:30:43.332598+00:00','office','add','household',1,NULL,NULL,'{"attribute":"general","causes":"illness、funds","clothing":"met","education":"met","food":"met","head":"赵某","helper":"王","housing":"met","medical":"unmet","name":"001","persons":4,"status":"poor","village_id":1}','8792f66fb44a3082432364767bd108cc753ecbad315cdbdbb5f4bf163879852b','afb1579c0a88b2059fd1ab12eed8d0be8b512c3267fa47158a469e4ae2128a78');
INSERT INTO "audit" VALUES(19,'2026-11-29T09:30:43.345678+00:00','office','add','household',2,NULL,NULL,'{"head":"钱某","name":"002","persons":3,"status":"exited","status_on":"2017-12","village_id":1}','afb1579c0a88b2059fd1ab12eed8d0be8b512c3267fa47158a469e4ae2128a78','8ffc29d10bedb18dc4714e6c219aae7fefe907dec58e17ecdd7c58ac672fb616');
INSERT INTO "audit" VALUES(20,'2026-11-29T09:30:43.356194+00:00','office','add','measure',1,NULL,NULL,'{"category":"菌菜大棚","due":"2018-12","household_id":1,"name":"种大棚","owner":"王"}','8ffc29d10bedb18dc4714e6c219aae7fefe907dec58e17ecdd7c58ac672fb616','d4f681492101a3d476cd1777eedbfe5ff9c521422b0aedbf8ad9450bccaf953a');
INSERT INTO "audit" VALUES(21,'2026-11-29T09:30:43.367541+00:00','office','add','measure',2,NULL,NULL,'{"category":"大病补贴","confirmed_by":"李","done_on":"2018-03","household_id":1,"name":"看病"}','d4f681492101a3d476cd1777eedbfe5ff9c521422b0aedbf8ad9450bccaf953a','44546be459ec40bd6200db02a0b8bb35276217c67bca983b4d240a9c1ad295be');
INSERT INTO "audit" VALUES(22,'2026-11-29T09:30:43.377953+00:00','office','add','activity',1,NULL,NULL,'{"ends_on":"2017-01-21","kind":"春节慰问","name":"春节慰问2017","organiser":"甲单位","partners":"乙公司","persons":"领导3人","places":"牙河村、咀儿村","raw":"原文","starts_on":"2017-01-20","village_id":1}','44546be459ec40bd6200db02a0b8bb35276217c67bca983b4d240a9c1ad295be','8fc56f40f7cc402aa98edeb46ca27063c7f1b18d773eb82e6f61d05605a61b6f');
INSERT INTO "audit" VALUES(23,'2026-11-29T09:30:43.389794+00:00','office','add','activity',2,NULL,NULL,'{"kind":"夜校（冬季）","name":"夜校","starts_on":"2017-11"}','8fc56f40f7cc402aa98edeb46ca27063c7f1b18d773eb82e6f61d05605a61b6f','6ebd3940b75eca8f062344ce34ba3d3c7aea8209e421a9646712a0d21994019a');
INSERT INTO "audit" VALUES(24,'2026-11-29T09:30:43.399380+00:00','office','add','activity',3,NULL,NULL,'{"kind":"夜校(冬季)","name":"夜校","starts_on":"2018-01"}','6ebd3940b75eca8f062344ce34ba3d3c7aea8209e421a9646712a0d21994019a','7f509627c48d6bde816b9879e13a6f4d437b7d1849771c449ee356861134220b');
INSERT INTO "audit" VALUES(25,'2026-11-29T09:30:43.411070+00:00','office','add','activity',4,NULL,NULL,'{"kind":"督查调研","name":"督查","starts_on":"2018-03-01","village_id":2}','7f509627c48d6bde816b9879e13a6f4d437b7d1849771c449ee356861134220b','2fc8cf2df2d7ca5ad520d9fa8870ec62360aa33cd3ed383888132ee0cec458d7');
INSERT INTO "audit" VALUES(26,'2026-11-29T09:30:43.422717+00:00','office','add','posting',1,NULL,NULL,'{"ends_on":"2017-12","name":"孙","organization_id":1,"raw":"孙同志","role":"first_secretary","starts_on":"2015-08","village_id":1}','2fc8cf2df2d7ca5ad520d9fa8870ec62360aa33cd3ed383888132ee0cec458d7','c1f74e71efec098e34cf4f4a52da4dbd2c7ac69c978fc0f8c04b927848ad4fa3');
INSERT INTO "audit" VALUES(27,'2026-11-29T09:30:43.433744+00:00','office','add','posting',2,NULL,NULL,'{"name":"李","place":"武山县","role":"cadre","starts_on":"2018-01-01","village_id":2}','c1f74e71efec098e34cf4f4a52da4dbd2c7ac69c978fc0f8c04b927848ad4fa3','3947aef392db6690ed8ea2a7355b1b8ef2d2d70ece6b7fb263b388b904873232');
INSERT INTO "audit" VALUES(28,'2026-11-29T09:30:43.444326+00:00','office','add','finding',1,NULL,NULL,'{"activity_id":4,"amount_fen":120050,"due":"2018-05-01","found_on":"2018-03-02","fund_id":1,"measure":"补凭证","name":"大棚账目不清","owner":"王","project_id":1,"rule":"财务制度","source":"省级督查","village_id":1}','3947aef392db6690ed8ea2a7355b1b8ef2d2d70ece6b7fb263b388b904873232','1dd726902fc9e83633cf9d2d3008a2d068a4df603a3817f2b48c764986522d25');
INSERT INTO "audit" VALUES(29,'2026-11-29T09:30:43.456935+00:00','office','add','finding',2,NULL,NULL,'{"closed_on":"2017-12-01","evidence":"照片","found_on":"2017-10","name":"危房拖延","source":"自查","village_id":2}','1dd726902fc9e83633cf9d2d3008a2d068a4df603a3817f2b48c764986522d25','39deaed79431282b8a43b961b515179771a00a15abf7df6098c53d0cfe8e092f');
INSERT INTO "audit" VALUES(30,'2026-11-29T09:30:43.470580+00:00','office','add','document',1,NULL,NULL,'{"date":"2016-03-01","doc_no":"工发〔2016〕3号","kind":"工作方案","name":"帮扶方案","parties":"甲单位、乙公司","until":"2020-12-31","village_id":1}','39deaed79431282b8a43b961b515179771a00a15abf7df6098c53d0cfe8e092f','d9a62d121bb262ab988450d6337a89ce9cd4419adb8d27e1028f6ef502bef2f0');
INSERT INTO "audit" VALUES(31,'2026-11-29T09:30:43.482631+00:00','office','add','document',2,NULL,NULL,'{"date":"2017-03","fund_id":1,"kind":"项目协议书","name":"大棚协议","project_id":1}','d9a62d121bb262ab988450d6337a89ce9cd4419adb8d27e1028f6ef502bef2f0','c162603c816a44e381295913ea332f159cfb309faebf72aa7646ff9505f72887');
INSERT INTO "audit" VALUES(32,'2026-11-29T09:30:43.492852+00:00','office','add','document',3,NULL,NULL,'{"date":"2017-02-01","kind":"批复","name":"光伏批复","project_id":2}','c162603c816a44e381295913ea332f159cfb309faebf72aa7646ff9505f72887','45b7b8b60ef4839e2bfc95559c0c6e3c07eb5e4ea72072bbc3a315b33d3bcb26');
INSERT INTO "audit" VALUES(33,'2026-11-29T09:30:43.504916+00:00','office','edit','document',3,NULL,'{"date":"2017-02-01","kind":"批复","name":"光伏批复","project_id":2}','{"date":"2017-02-01","file":"批复.txt","kind":"批复","name":"光伏批复","project_id":2,"sha256":"5fe728a3c3cb7d8027895c3455cfcf98ad4779f2f26624ad1d272cbb1a5bfe3a"}','45b7b8b60ef4839e2bfc95559c0c6e3c07eb5e4ea72072bbc3a315b33d3bcb26','e45fbf26cacfb2d169e83e7fb85ca6d47c39d573c0bee498f7281c2b832da61e');
INSERT INTO "audit" VALUES(34,'2026-11-29T09:30:43.527406+00:00','office','add','step',1,NULL,NULL,'{"date":"2016-02-01","handled_by":"村委会","name":"proposal","project_id":1,"result":"passed"}','e45fbf26cacfb2d169e83e7fb85ca6d47c39d573c0bee498f7281c2b832da61e','0ddfc3b75e5b750582990a65db106b3a61d5d60c4e09dc4c89ba8c2bce95a3af');
INSERT INTO "audit" VALUES(35,'2026-11-29T09:30:43.561278+00:00','office','add','step',2,NULL,NULL,'{"date":"2016-02-10","name":"confirm1","note":"重来","objections":"一户有异议","project_id":1,"result":"failed"}','0ddfc3b75e5b750582990a65db106b3a61d5d60c4e09dc4c89ba8c2bce95a3af','2968ae2d2cebb31b313cb5439821d21075016264f6535ace623e4d2a3a32f7f0');
INSERT INTO "audit" VALUES(36,'2026-11-29T09:30:43.574918+00:00','office','add','step',3,NULL,NULL,'{"date":"2016-02-20","name":"confirm1","project_id":1,"result":"passed"}','2968ae2d2cebb31b313cb5439821d21075016264f6535ace623e4d2a3a32f7f0','42e1c996a9c1c63d230a01e655c2d5a6b98cdf809d781aac8f44ad8062ded991');
INSERT INTO "audit" VALUES(37,'2026-11-29T09:30:43.588557+00:00','office','add','step',4,NULL,NULL,'{"date":"2016-03-01","name":"precise_funds","project_id":1,"result":"passed"}','42e1c996a9c1c63d230a01e655c2d5a6b98cdf809d781aac8f44ad8062ded991','175a817b51323316e2406455c8820fe8f70523976ede8151cfb0a2abf8aacc20');
INSERT INTO "audit" VALUES(38,'2026-11-29T09:30:43.600407+00:00','office','add','step',5,NULL,NULL,'{"after":"12棚","amount_after_fen":30000000,"amount_before_fen":25000000,"amount_fen":5000000,"before":"10棚","date":"2017-06-01","doc_no":"复〔2017〕9号","name":"change","project_id":1,"reason":"扩建"}','175a817b51323316e2406455c8820fe8f70523976ede8151cfb0a2abf8aacc20','22265deca351f2414b7726114cdfafc6a30f1884c6c30b010df7800e14ca0ac8');
INSERT INTO "audit" VALUES(39,'2026-11-29T09:30:43.611917+00:00','office','add','indicator',1,NULL,NULL,'{"as_of":"2016","goal":"actual","name":"农民人均纯收入","unit":"元","value":"4900","village_id":1}','22265deca351f2414b7726114cdfafc6a30f1884c6c30b010df7800e14ca0ac8','d202c39b86759d277eb1276f3f1806125153892d2c98cf341422ce294061d82c');
INSERT INTO "audit" VALUES(40,'2026-11-29T09:30:43.623095+00:00','office','add','indicator',2,NULL,NULL,'{"as_of":"2018","goal":"target","name":"农民人均纯收入","unit":"元","value":"6000","village_id":1}','d202c39b86759d277eb1276f3f1806125153892d2c98cf341422ce294061d82c','da55917f5f4a28a5e04b69be72f2dbc9a0af69b300aa3f6347074cb6da232893');
INSERT INTO "audit" VALUES(41,'2026-11-29T09:30:43.631889+00:00','office','add','indicator',3,NULL,NULL,'{"activity_id":1,"as_of":"2017","name":"批次(慰问)","unit":"批次","value":"3"}','da55917f5f4a28a5e04b69be72f2dbc9a0af69b300aa3f6347074cb6da232893','6a21f15e264e74d94e1becb049e73f74b590f5648f28f77463617a765ef38156');
INSERT INTO "audit" VALUES(42,'2026-11-29T09:30:43.642615+00:00','office','add','indicator',4,NULL,NULL,'{"as_of":"2018","name":"批次（慰问）","qualifier":"≥","raw":"5批次以上","unit":"批次","value":"5"}','6a21f15e264e74d94e1becb049e73f74b590f5648f28f77463617a765ef38156','fbaa2ecf42fd1ff6f296729604a53647decdbbdab07f5cc01aeba269314dddfb');
INSERT INTO "audit" VALUES(43,'2026-11-29T09:30:43.652274+00:00','office','add','indicator',5,NULL,NULL,'{"as_of":"2018","name":"合格率","project_id":3,"unit":"%","value":"96.5"}','fbaa2ecf42fd1ff6f296729604a53647decdbbdab07f5cc01aeba269314dddfb','afd1538e6ace8ddb0e2e6f574694aeeaf266c55bce14df3632df230511771fe4');
INSERT INTO "audit" VALUES(44,'2026-11-29T09:30:43.663136+00:00','office','add','indicator',6,NULL,NULL,'{"as_of":"2017","household_id":1,"name":"年收入","unit":"元","value":"12000"}','afd1538e6ace8ddb0e2e6f574694aeeaf266c55bce14df3632df230511771fe4','9a694164c49e0b1023e1a4863d3457717fbe21e3582bce9e22c165d2c67396b7');
INSERT INTO "audit" VALUES(45,'2026-11-29T09:30:43.673358+00:00','office','add','indicator',7,NULL,NULL,'{"as_of":"2016-12-31","name":"带动户数","unit":"户","value":"128"}','9a694164c49e0b1023e1a4863d3457717fbe21e3582bce9e22c165d2c67396b7','5c1c26e4c18fc8565862e578131874a02a8b0a84216fd9357563ff4415c0e00b');
INSERT INTO "audit" VALUES(46,'2026-11-29T09:30:43.686879+00:00','office','add','setting',NULL,NULL,NULL,'{"name":"confirm1","value":"村民代表会确认"}','5c1c26e4c18fc8565862e578131874a02a8b0a84216fd9357563ff4415c0e00b','0d84a51892165c778f0185f0866caadb5eb39935db1c2421c9bbfd5406188f52');
INSERT INTO "audit" VALUES(47,'2026-11-29T09:30:43.697908+00:00','office','add','setting',NULL,NULL,NULL,'{"name":"notice_days","value":"7"}','0d84a51892165c778f0185f0866caadb5eb39935db1c2421c9bbfd5406188f52','e1e8ca7a730899fda27d01eab9de205c88ef23d0b4feb10b1a8eb3e658e4cf62');
INSERT INTO "audit" VALUES(48,'2026-11-29T09:30:43.706027+00:00','office','add','setting',NULL,NULL,NULL,'{"name":"complaint_channel","value":"0931-12345"}','e1e8ca7a730899fda27d01eab9de205c88ef23d0b4feb10b1a8eb3e658e4cf62','601d84bb6aa355f1777df66de2d92dc43da82faad4c71e25f6cccd9fd2ce1066');
INSERT INTO "audit" VALUES(49,'2026-11-29T09:30:43.714118+00:00','office','edit','setting',NULL,NULL,'{"name":"notice_days","value":"7"}','{"name":"notice_days","value":"10"}','601d84bb6aa355f1777df66de2d92dc43da82faad4c71e25f6cccd9fd2ce1066','d0a00e70e3cf2a05ee1d1c84e05d35de34aae99fddedc7c9dea7f75bca1d5c87');
INSERT INTO "audit" VALUES(50,'2026-11-29T09:30:43.722213+00:00','office','add','village',4,NULL,NULL,'{"name":"误录村"}','d0a00e70e3cf2a05ee1d1c84e05d35de34aae99fddedc7c9dea7f75bca1d5c87','95c70940d3251e91574c305ce044b8421778b56d762e10750e4f97996ffffc42');
INSERT INTO "audit" VALUES(51,'2026-11-29T09:30:43.733092+00:00','office','remove','village',4,NULL,'{"name":"误录村"}',NULL,'95c70940d3251e91574c305ce044b8421778b56d762e10750e4f97996ffffc42','1c20255261feb8410ccccaa4b567604e8d3cfe6a27325626b5ef9cbf4b198a35');
INSERT INTO "audit" VALUES(52,'2026-11-29T09:30:43.746297+00:00','office','add','fund',8,NULL,NULL,'{"name":"误录资金"}','1c20255261feb8410ccccaa4b567604e8d3cfe6a27325626b5ef9cbf4b198a35','90474f0c78122ac187ca1f580132e9e0aca8dcf55edf74a873917472ad95cc45');
INSERT INTO "audit" VALUES(53,'2026-11-29T09:30:43.756925+00:00','office','remove','fund',8,NULL,'{"name":"误录资金"}',NULL,'90474f0c78122ac187ca1f580132e9e0aca8dcf55edf74a873917472ad95cc45','744a8dc1f132a8c9e3280afb44c3fa686bfc524de0cd81af8154ae770cf3d0c7');
INSERT INTO "audit" VALUES(54,'2026-11-29T09:30:43.772911+00:00','office','add','entry',1,NULL,NULL,'{"amount_fen":100000000,"date":"2016-01-10","doc_no":"工财1号","fund_id":1,"kind":"receipt","payee":"甲单位","purpose":"拨入","voucher":"记-1"}','744a8dc1f132a8c9e3280afb44c3fa686bfc524de0cd81af8154ae770cf3d0c7','93d162c5c7e9cb3279ee7879b36759fa55eb7f8ea596a53b5ec1702d245ad5ea');
INSERT INTO "audit" VALUES(55,'2026-11-29T09:30:43.808668+00:00','office','add','entry',2,NULL,NULL,'{"amount_fen":60000000,"date":"2017-02-01","fund_id":2,"kind":"receipt"}','93d162c5c7e9cb3279ee7879b36759fa55eb7f8ea596a53b5ec1702d245ad5ea','efa56654a96ad3e1b88c3829922eccd79bb6703533b9399ecc38e0071a219f48');
INSERT INTO "audit" VALUES(56,'2026-11-29T09:30:43.828936+00:00','office','add','entry',3,NULL,NULL,'{"amount_fen":123456,"date":"2016-12-21","fund_id":1,"kind":"interest"}','efa56654a96ad3e1b88c3829922eccd79bb6703533b9399ecc38e0071a219f48','186e789b46a90c517872528116f28d7b5f6ac98c9331e19f0a903083ed5aa55a');
INSERT INTO "audit" VALUES(57,'2026-11-29T09:30:43.848327+00:00','office','add','entry',4,NULL,NULL,'{"amount_fen":30000000,"date":"2017-03-01","fund_id":3,"kind":"receipt"}','186e789b46a90c517872528116f28d7b5f6ac98c9331e19f0a903083ed5aa55a','4451f23910417041f01cb41cfb2f72f2d45b42ed7e0eb8bf1c0ab9f0f2c74467');
INSERT INTO "audit" VALUES(58,'2026-11-29T09:30:43.868708+00:00','office','add','entry',5,NULL,NULL,'{"amount_fen":10000000,"date":"2017-03-01","fund_id":4,"kind":"receipt"}','4451f23910417041f01cb41cfb2f72f2d45b42ed7e0eb8bf1c0ab9f0f2c74467','72c4c5ceebd0737216f06629a83a69f7e039fce0e57e4bc76c49a4219c48d697');
INSERT INTO "audit" VALUES(59,'2026-11-29T09:30:43.888320+00:00','office','add','entry',6,NULL,NULL,'{"amount_fen":8888888,"date":"2016-05-12","fund_id":5,"kind":"receipt","payee":"乙公司"}','72c4c5ceebd0737216f06629a83a69f7e039fce0e57e4bc76c49a4219c48d697','9f17ea62fe28eacde527c6a9374d3aeadecc504a6847cbc22bda58e168c9862a');
INSERT INTO "audit" VALUES(60,'2026-11-29T09:30:43.907298+00:00','office','add','entry',7,NULL,NULL,'{"amount_fen":40000000,"date":"2016-06-01","fund_id":6,"kind":"receipt"}','9f17ea62fe28eacde527c6a9374d3aeadecc504a6847cbc22bda58e168c9862a','70c1f6ded89826a92272379fefb5bf36d044242f24c2e39c7469a012a98683fb');
INSERT INTO "audit" VALUES(61,'2026-11-29T09:30:43.926803+00:00','office','add','entry',8,NULL,NULL,'{"amount_fen":-500000,"date":"2017-05-12","fund_id":5,"kind":"receipt","reason":"误汇退回"}','70c1f6ded89826a92272379fefb5bf36d044242f24c2e39c7469a012a98683fb','11e7df5c6abdbaa1d9e690df77fc19f8b84a38d7fa29101d7e4412bf42c2c9eb');
INSERT INTO "audit" VALUES(62,'2026-11-29T09:30:43.947085+00:00','office','add','entry',9,NULL,NULL,'{"amount_fen":20000000,"date":"2017-04-01","fund_id":3,"kind":"allocation","over":"写法不同，同一类别","project_id":2,"village_id":1}','11e7df5c6abdbaa1d9e690df77fc19f8b84a38d7fa29101d7e4412bf42c2c9eb','9f01393878cf773597f1ce41a6b97891d33d613d49d9c5e06e7934f32e4699b8');
INSERT INTO "audit" VALUES(63,'2026-11-29T09:30:43.966008+00:00','office','add','entry',10,NULL,NULL,'{"amount_fen":3000000,"date":"2017-04-01","fund_id":4,"kind":"allocation","over":"类别写作两词","project_id":3,"village_id":1}','9f01393878cf773597f1ce41a6b97891d33d613d49d9c5e06e7934f32e4699b8','ec94628562b95252552466267c84680a20984653b1ecdaff65277f9ee638c905');
INSERT INTO "audit" VALUES(64,'2026-11-29T09:30:43.985422+00:00','office','add','entry',11,NULL,NULL,'{"amount_fen":12000001,"date":"2017-09-01","fund_id":3,"kind":"spending","project_id":2,"village_id":1,"voucher":"光-1"}','ec94628562b95252552466267c84680a20984653b1ecdaff65277f9ee638c905','df81d948de4e8535757278e25387e1871e7a18a4180c15b479e21e788ba54bf9');
INSERT INTO "audit" VALUES(65,'2026-11-29T09:30:44.009584+00:00','office','add','village',4,1,NULL,'{"county":"武山县","name":"北坡村","prefecture":"天水市"}','df81d948de4e8535757278e25387e1871e7a18a4180c15b479e21e788ba54bf9','21f9861b26294916ddcbc8865ddb54346d25665112b8a68757c737047cc255e0');
INSERT INTO "audit" VALUES(66,'2026-11-29T09:30:44.009584+00:00','office','import','batch',1,1,NULL,'{"digest":"0b6d3fa9e7afb93ef35e5776b259e1caa6ea965a06e854069b1d742314f07e5a","entries":7,"files":[["支出.csv",null,"ea2bae9d8eb66fa65a91dad7bd234326cf2c083599dc5e70f9b0a4ecbca90235",3],["安排.csv",null,"1941b4169e9b624b1921d1ced1e203fbf58645a209e3d7992dfda9d186d28a35",4],["村.csv",null,"77e9962a0d22979dde977184427845d2d5a558fb66721b4a1ef9f1b8162e5f46",1]]}','21f9861b26294916ddcbc8865ddb54346d25665112b8a68757c737047cc255e0','56233876469356b58ee181cadaa3b173ffeb53e8e35b16a180fa7ec25b3f7958');
INSERT INTO "audit" VALUES(67,'2026-11-29T09:30:44.129341+00:00','office','add','entry',19,NULL,NULL,'{"amount_fen":25000000,"date":"2016-04-01","fund_id":1,"kind":"disbursement","payee":"县财政","project_id":1,"village_id":1}','56233876469356b58ee181cadaa3b173ffeb53e8e35b16a180fa7ec25b3f7958','221d4a1b3ae0a4962f6ee47dc05f846e886adaf0d31c9018cbb5f9a249650249');
INSERT INTO "audit" VALUES(68,'2026-11-29T09:30:44.150991+00:00','office','import','batch',2,2,NULL,'{"digest":"18b8d70694170359d1b45f85ee9ea767901504e65dba51844b56afec81fff32d","entries":1,"files":[["退回支出.csv",null,"8701cbc8bcae5ca8b55756b06a83d7c4755d0244ec7976642cdef31d82271561",1]]}','221d4a1b3ae0a4962f6ee47dc05f846e886adaf0d31c9018cbb5f9a249650249','bdc6ff5e92ebc2a2fd3336d63824de7f821ddeea465417b61698a7ff416b07be');
INSERT INTO "audit" VALUES(69,'2026-11-29T09:30:44.176182+00:00','office','add','entry',21,NULL,NULL,'{"amount_fen":-1000000,"date":"2017-08-01","fund_id":1,"kind":"allocation","project_id":3,"reason":"调减"}','bdc6ff5e92ebc2a2fd3336d63824de7f821ddeea465417b61698a7ff416b07be','d592ae1b6af037de0976e2c2b2c4be07838e7b0099cc47fc11bd4bcad040655d');
INSERT INTO "audit" VALUES(70,'2026-11-29T09:30:44.198117+00:00','office','add','organization',3,3,NULL,'{"name":"误单位","role":"member"}','d592ae1b6af037de0976e2c2b2c4be07838e7b0099cc47fc11bd4bcad040655d','090ef55b333e56f36440b59c22c1a63d6ab7850d5a99d445be7fedd237542619');
INSERT INTO "audit" VALUES(71,'2026-11-29T09:30:44.198117+00:00','office','import','batch',3,3,NULL,'{"digest":"d05848ef03566fc2771af2f77eba8370c232fecd3009b5fc52c5f9ae9096bce9","entries":2,"files":[["误支出.csv",null,"646ca32542bf3317b5a090b2ccbac5aa6b9402480b80df590516d70386c6ec34",2],["单位.csv",null,"61dda154a988dc22ee9629337ee3c8554516cb0209d56c2ffc94d9f851c2c93d",1]]}','090ef55b333e56f36440b59c22c1a63d6ab7850d5a99d445be7fedd237542619','39ddd390f9f7d804ca4c44cbaae8108a81f9a77801dca4ddb8e5b52cb8226cdc');
INSERT INTO "audit" VALUES(72,'2026-11-29T09:30:44.247355+00:00','office','remove','organization',3,3,'{"name":"误单位","role":"member"}',NULL,'39ddd390f9f7d804ca4c44cbaae8108a81f9a77801dca4ddb8e5b52cb8226cdc','edd3d05b3c76be65220f4c1c75a91cd329575cadc8ba7da55f2b581d7d57d904');
INSERT INTO "audit" VALUES(73,'2026-11-29T09:30:44.247355+00:00','office','undo','batch',4,3,NULL,'{"digest":"89ca7441f7c09df73a6068de6a73a13395196b0221999f7c1b1b54fdf2bcdeba","entries":2,"undoes":3}','edd3d05b3c76be65220f4c1c75a91cd329575cadc8ba7da55f2b581d7d57d904','757f534b1313eb3309c17887a0c53dc0c285be488b422456805a2568e426bbd6');
INSERT INTO "audit" VALUES(74,'2026-11-29T09:30:44.275164+00:00','office','edit','project',1,5,'{"category":"菌菜大棚","code":"P-001","households":20,"implementer":"乙公司","name":"牙河村菌菜大棚","persons":80,"planned_cost_fen":30000000,"reach":"household","responsible_unit":"甲单位","stage":"implementing","village_id":1}','{"category":"菌菜大棚","code":"P-001","households":25,"implementer":"乙公司","name":"牙河村菌菜大棚","persons":80,"planned_cost_fen":30000000,"reach":"household","responsible_unit":"甲单位","stage":"implementing","village_id":1}','757f534b1313eb3309c17887a0c53dc0c285be488b422456805a2568e426bbd6','1a957c001fe7b69b1a36969755a62b9a7971ad109c2811a9305065769a38eae1');
INSERT INTO "audit" VALUES(75,'2026-11-29T09:30:44.275164+00:00','office','import','batch',5,5,NULL,'{"digest":"7f4531b797e660e231777628e45a8666d3db312c4dde78c19ada0d9cb7cee952","entries":0,"files":[["项目.csv",null,"adb1f162e84e586e62911d4d33904fec30d9caeab0c63dcfa1d11a3acc48d644",0]]}','1a957c001fe7b69b1a36969755a62b9a7971ad109c2811a9305065769a38eae1','4c0bd6a5c6b4202e3a5c9f800652f8a01ab916f8c5990bcbad155ab7060084ab');
INSERT INTO "audit" VALUES(76,'2026-11-29T09:30:44.301945+00:00','office','add','entry',26,NULL,NULL,'{"amount_fen":500000,"date":"2017-10-01","fund_id":1,"kind":"spending","project_id":1,"village_id":1,"voucher":"9"}','4c0bd6a5c6b4202e3a5c9f800652f8a01ab916f8c5990bcbad155ab7060084ab','11e6a766ebefcaad8a76228dd4949fddef3d0c2d5f7710f029a355acfb5162cc');
INSERT INTO "audit" VALUES(77,'2026-11-29T09:30:44.330258+00:00','office','add','entry',27,NULL,NULL,'{"amount_fen":-500000,"date":"2017-10-02","fund_id":1,"kind":"spending","project_id":1,"reason":"记错","reverses_id":26,"village_id":1}','11e6a766ebefcaad8a76228dd4949fddef3d0c2d5f7710f029a355acfb5162cc','28608aa73bee636b705a5801bdcb5ad7d44734bbd4baf4a50cdabb693a887709');
INSERT INTO "audit" VALUES(78,'2026-11-29T09:30:44.357911+00:00','office','add','entry',28,NULL,NULL,'{"amount_fen":500000,"date":"2017-10-03","fund_id":1,"kind":"spending","project_id":1,"reason":"没有记错","reverses_id":27,"village_id":1}','28608aa73bee636b705a5801bdcb5ad7d44734bbd4baf4a50cdabb693a887709','3e9b029916814b3a3e0a03c81cdfb34e23d16d9ca7f3416b37633c77cac2a013');
INSERT INTO "audit" VALUES(79,'2026-11-29T09:30:44.378877+00:00','office','add','entry',29,NULL,NULL,'{"amount_fen":600000,"date":"2017-10-05","fund_id":1,"kind":"spending","project_id":1,"village_id":1}','3e9b029916814b3a3e0a03c81cdfb34e23d16d9ca7f3416b37633c77cac2a013','34fdfe73bf45480ca83158af3bd0b0961e2a25b53a076989d1dc045c4b4b57f5');
INSERT INTO "audit" VALUES(80,'2026-11-29T09:30:44.402710+00:00','office','add','entry',30,NULL,NULL,'{"amount_fen":-250000,"date":"2017-10-06","fund_id":1,"kind":"spending","project_id":1,"reason":"部分退回","reverses_id":29,"village_id":1}','34fdfe73bf45480ca83158af3bd0b0961e2a25b53a076989d1dc045c4b4b57f5','fc549f33c500771ac24a380bc356a6df9b83c4e53da8ce7587e78d572ff87d24');
INSERT INTO "audit" VALUES(81,'2026-11-29T09:30:44.433259+00:00','office','add','entry',31,NULL,NULL,'{"amount_fen":50000,"date":"2017-10-07","fund_id":1,"kind":"spending","project_id":1,"reason":"退多了","reverses_id":30,"village_id":1}','fc549f33c500771ac24a380bc356a6df9b83c4e53da8ce7587e78d572ff87d24','79faf59109a08c05ccf4617ebd0e39264c53d14ff2e7a5f87ed38b7c267aa70b');
INSERT INTO "audit" VALUES(82,'2026-11-29T09:30:44.453154+00:00','office','add','entry',32,NULL,NULL,'{"amount_fen":1200,"date":"2017-11-01","fund_id":5,"kind":"receipt"}','79faf59109a08c05ccf4617ebd0e39264c53d14ff2e7a5f87ed38b7c267aa70b','494f72fd7672329f345c695c36d43de2cf31a4e0ad1bd864e761f4abe5aa47ac');
INSERT INTO "audit" VALUES(83,'2026-11-29T09:30:44.479792+00:00','office','add','entry',33,NULL,NULL,'{"amount_fen":-1200,"date":"2017-11-01","fund_id":5,"kind":"receipt","reason":"记错","reverses_id":32}','494f72fd7672329f345c695c36d43de2cf31a4e0ad1bd864e761f4abe5aa47ac','eb63e15405dc58d2ecb90444d7b07a0dbc926fe4f5f9d445d7f72022f7d33278');
INSERT INTO "audit" VALUES(84,'2026-11-29T09:30:44.500638+00:00','office','add','entry',34,NULL,NULL,'{"amount_fen":99999,"date":"2017-12-01","fund_id":2,"kind":"spending","over":"灾情追加","project_id":1,"village_id":2}','eb63e15405dc58d2ecb90444d7b07a0dbc926fe4f5f9d445d7f72022f7d33278','6a50ed0beb1dedc3bdc18a68da2d0dd693e01540e4487054963566b334a1adbc');
INSERT INTO "audit" VALUES(85,'2026-11-29T09:30:44.521544+00:00','office','add','entry',35,NULL,NULL,'{"amount_fen":99999,"date":"2018-01-05","fund_id":2,"kind":"allocation","project_id":1,"village_id":2}','6a50ed0beb1dedc3bdc18a68da2d0dd693e01540e4487054963566b334a1adbc','8d05c66ecaea1dee63b94deb3f0b8d49def55a329eebef01f4bbdfb9318f3b37');
INSERT INTO "audit" VALUES(86,'2026-11-29T09:30:44.541631+00:00','office','add','entry',36,NULL,NULL,'{"amount_fen":40000000,"date":"2017-12-30","fund_id":1,"kind":"spending","over":"先垫付","project_id":1,"village_id":1}','8d05c66ecaea1dee63b94deb3f0b8d49def55a329eebef01f4bbdfb9318f3b37','7ef9aed59917b733493d3d0dfbfa87a121227c66f424d1fb9934fabf3865f312');
INSERT INTO "audit" VALUES(87,'2026-11-29T09:30:44.563461+00:00','office','add','entry',37,NULL,NULL,'{"amount_fen":10000,"date":"2018-08-01","fund_id":1,"kind":"spending","over":"质保金","project_id":4,"village_id":2}','7ef9aed59917b733493d3d0dfbfa87a121227c66f424d1fb9934fabf3865f312','02cf8159ae16300a31989ef983bad9de2090f33e834ad8adeb7079caa3812912');
INSERT INTO "audit" VALUES(88,'2026-11-29T09:30:44.584906+00:00','office','add','entry',38,NULL,NULL,'{"amount_fen":5000000,"date":"2016-07-01","fund_id":6,"guarantor":"孙","household_id":1,"kind":"loan","ref":"JK-1","schedule":"equal_principal","term":24,"village_id":1,"yearly_rate":"4.35%"}','02cf8159ae16300a31989ef983bad9de2090f33e834ad8adeb7079caa3812912','d478f4177a5d256d54c55fffbd5c1c5f810bada01959c1dcdbe859ee29a1a6e2');
INSERT INTO "audit" VALUES(89,'2026-11-29T09:30:44.609319+00:00','office','add','entry',39,NULL,NULL,'{"amount_fen":3000000,"date":"2016-08-01","fund_id":6,"household_id":2,"kind":"loan","ref":"JK-2","schedule":"lump_sum","term":12,"village_id":1,"yearly_rate":"0%"}','d478f4177a5d256d54c55fffbd5c1c5f810bada01959c1dcdbe859ee29a1a6e2','215323c8a4f096f25bd453f2f0d10c15fe3cf7a4d7d2b0de37445cdcd6ee076a');
INSERT INTO "audit" VALUES(90,'2026-11-29T09:30:44.632940+00:00','office','add','entry',40,NULL,NULL,'{"amount_fen":2000000,"date":"2017-01-01","fund_id":6,"household_id":2,"kind":"loan","ref":"JK-3","village_id":1}','215323c8a4f096f25bd453f2f0d10c15fe3cf7a4d7d2b0de37445cdcd6ee076a','c30588b987807ddbdc876446d4a7c425975c6096e3d64fdfdab2e4773b35fd54');
INSERT INTO "audit" VALUES(91,'2026-11-29T09:30:44.656205+00:00','office','add','entry',41,NULL,NULL,'{"amount_fen":1250000,"date":"2017-01-01","fund_id":6,"kind":"repayment","loan_id":38,"village_id":1}','c30588b987807ddbdc876446d4a7c425975c6096e3d64fdfdab2e4773b35fd54','f0cc3af0e8ce8ec7cc78aee1c51e8345f8907abc0c4149ccf5aa19d0a269f3a1');
INSERT INTO "audit" VALUES(92,'2026-11-29T09:30:44.678295+00:00','office','add','entry',42,NULL,NULL,'{"amount_fen":1250000,"date":"2017-07-01","fund_id":6,"kind":"repayment","loan_id":38,"ref":"HK-2","village_id":1}','f0cc3af0e8ce8ec7cc78aee1c51e8345f8907abc0c4149ccf5aa19d0a269f3a1','b554a3dbdf489c97b91e898030bff2e6b5c669b37c773fc0f7b2158930b843f9');
INSERT INTO "audit" VALUES(93,'2026-11-29T09:30:44.711414+00:00','office','add','entry',43,NULL,NULL,'{"amount_fen":-250000,"date":"2017-07-02","fund_id":6,"kind":"repayment","loan_id":38,"reason":"多记","reverses_id":42,"village_id":1}','b554a3dbdf489c97b91e898030bff2e6b5c669b37c773fc0f7b2158930b843f9','389360c71f5fcac00435a611a86d8ddb2a841f378c766083845a6ec79dc36f8a');
INSERT INTO "audit" VALUES(94,'2026-11-29T09:30:44.730716+00:00','office','add','entry',44,NULL,NULL,'{"amount_fen":1000000,"date":"2018-01-01","fund_id":6,"kind":"writeoff","loan_id":39,"reason":"特困","village_id":1}','389360c71f5fcac00435a611a86d8ddb2a841f378c766083845a6ec79dc36f8a','276362bec04ee626fdd4b56dce7e73eb837b38c922bbb26aa579797e90548f13');
INSERT INTO "audit" VALUES(95,'2026-11-29T09:30:44.758215+00:00','office','add','entry',45,NULL,NULL,'{"amount_fen":-2000000,"date":"2017-01-02","fund_id":6,"household_id":2,"kind":"loan","loan_id":40,"reason":"未放","reverses_id":40,"village_id":1}','276362bec04ee626fdd4b56dce7e73eb837b38c922bbb26aa579797e90548f13','0b51ce1b9016aedcfa22f4712f769d5d8026fdb30e14c8ebc3a880efc11029e3');
INSERT INTO "audit" VALUES(96,'2026-11-29T09:30:44.778972+00:00','office','add','entry',46,NULL,NULL,'{"amount_fen":30000000,"date":"2016-03-01","fund_id":7,"kind":"receipt"}','0b51ce1b9016aedcfa22f4712f769d5d8026fdb30e14c8ebc3a880efc11029e3','6b5cd1535510c3a7a09d1827379517360d7aa0f8fdc4e0c211a49e77315aad33');
INSERT INTO "audit" VALUES(97,'2026-11-29T09:30:44.797753+00:00','office','add','entry',47,NULL,NULL,'{"amount_fen":12000000,"date":"2016-04-01","fund_id":7,"kind":"allocation","project_id":3,"village_id":1}','6b5cd1535510c3a7a09d1827379517360d7aa0f8fdc4e0c211a49e77315aad33','cc5457599b862acb97f499bde13cdc605bf0546e996c8bc9368ed11b2c217320');
INSERT INTO "audit" VALUES(98,'2026-11-29T09:30:44.816804+00:00','office','add','entry',48,NULL,NULL,'{"amount_fen":10000000,"date":"2016-04-02","fund_id":7,"kind":"disbursement","project_id":3,"village_id":1}','cc5457599b862acb97f499bde13cdc605bf0546e996c8bc9368ed11b2c217320','694f774b4d9a8f2da33c8337d802c9a76659f78742c46ef9dadbc525a87f1421');
INSERT INTO "audit" VALUES(99,'2026-11-29T09:30:44.837535+00:00','office','add','entry',49,NULL,NULL,'{"amount_fen":6000000,"date":"2016-09-01","fund_id":7,"kind":"spending","project_id":3,"village_id":1}','694f774b4d9a8f2da33c8337d802c9a76659f78742c46ef9dadbc525a87f1421','8e3d9ed95558454314ce3c245f866ddb67d2c1f317f8df988ea63158ca03b7f2');
INSERT INTO "audit" VALUES(100,'2026-11-29T09:30:44.855877+00:00','office','add','fund',8,6,NULL,'{"budget_fen":44000000,"form":"grant","idle_from":"2016-03-01","name":"年年款(2017年结转)","part_of_id":7,"source":"union","year":2017}','8e3d9ed95558454314ce3c245f866ddb67d2c1f317f8df988ea63158ca03b7f2','7093133f7e23544b7f3c276c0fba2120c1072b42d6bc2aa367ed37452d7e63a4');
INSERT INTO "audit" VALUES(101,'2026-11-29T09:30:44.855877+00:00','office','carry','batch',6,6,NULL,'{"digest":"97f00adf4c7fb5efc3a512aea4571a9d0a3275d97e4a9c31798ff9820a8bab23","entries":6,"from":7,"into":8}','7093133f7e23544b7f3c276c0fba2120c1072b42d6bc2aa367ed37452d7e63a4','5339ba65adba81feddd5c018563e096a1756bc0d41b3c2556217928edd38a088');
INSERT INTO "audit" VALUES(102,'2026-11-29T09:30:44.895724+00:00','office','edit','fund',8,NULL,'{"budget_fen":44000000,"form":"grant","idle_from":"2016-03-01","name":"年年款(2017年结转)","part_of_id":7,"source":"union","year":2017}','{"form":"grant","idle_from":"2016-03-01","name":"年年款(2017年结转)","source":"union","year":2017}','5339ba65adba81feddd5c018563e096a1756bc0d41b3c2556217928edd38a088','7b15ff5b186402a50c800865eaf2e742f74ac4a4b4205b9823505b9f5f9fa3ac');
INSERT INTO "audit" VALUES(103,'2026-11-29T09:30:44.895724+00:00','office','undo','batch',7,6,NULL,'{"digest":"5826fa7b0c1adf9b315d2a74ef8b2b547a7184f805eb95b93a483180a9c201ad","entries":6,"undoes":6}','7b15ff5b186402a50c800865eaf2e742f74ac4a4b4205b9823505b9f5f9fa3ac','a79be6142967099092fefd8a0be27052785b48bb22d41730a03976292250550e');
INSERT INTO "audit" VALUES(104,'2026-11-29T09:30:44.922316+00:00','office','edit','fund',8,8,'{"form":"grant","idle_from":"2016-03-01","name":"年年款(2017年结转)","source":"union","year":2017}','{"budget_fen":44000000,"form":"grant","idle_from":"2016-03-01","name":"年年款(2017年结转)","part_of_id":7,"source":"union","year":2017}','a79be6142967099092fefd8a0be27052785b48bb22d41730a03976292250550e','ae57d69138c5a011b85ac19880fe4bf66cfa0a13cd78a64cad67d2b2144137bd');
INSERT INTO "audit" VALUES(105,'2026-11-29T09:30:44.922316+00:00','office','carry','batch',8,8,NULL,'{"digest":"34812f27ecf9d1351da9faa7a41c549f22369d6946d5f850f708ec5e0cd240cc","entries":6,"from":7,"into":8}','ae57d69138c5a011b85ac19880fe4bf66cfa0a13cd78a64cad67d2b2144137bd','7cbc0dc49d7c049f0f5d563bbe5809e7ddd6e6a33c27559770fa0b3b9c7f80e0');
INSERT INTO "audit" VALUES(106,'2026-11-29T09:30:44.951701+00:00','office','add','entry',68,NULL,NULL,'{"amount_fen":24000000,"date":"2017-01-01","fund_id":8,"kind":"receipt","purpose":"另一笔等额到账"}','7cbc0dc49d7c049f0f5d563bbe5809e7ddd6e6a33c27559770fa0b3b9c7f80e0','083f04bc4c4a5953eb3f155a5c9bdeaf531a94f59c5b165aeed13a06713360e2');
INSERT INTO "audit" VALUES(107,'2026-11-29T09:30:44.971727+00:00','office','add','entry',69,NULL,NULL,'{"amount_fen":1000000,"date":"2017-05-01","fund_id":8,"kind":"spending","project_id":3,"village_id":1}','083f04bc4c4a5953eb3f155a5c9bdeaf531a94f59c5b165aeed13a06713360e2','43f3b9f63088263055196af3944cf7ff28a42e6a2a48dfe0b9a49d65e408658a');
INSERT INTO "audit" VALUES(108,'2026-11-29T09:30:45.001569+00:00','office','add','entry',70,NULL,NULL,'{"amount_fen":-100,"date":"2017-06-01","fund_id":8,"kind":"receipt","reason":"更正","reverses_id":65}','43f3b9f63088263055196af3944cf7ff28a42e6a2a48dfe0b9a49d65e408658a','23ea5661e7069b51f60ef0754574ecd86439ca462cbfd1f841e8446ae93adc41');
INSERT INTO "audit" VALUES(109,'2026-11-29T09:30:45.022695+00:00','office','add','fund',9,9,NULL,'{"budget_fen":43000000,"form":"grant","idle_from":"2016-03-01","name":"年年款(2018年结转)","part_of_id":8,"source":"surplus","year":2018}','23ea5661e7069b51f60ef0754574ecd86439ca462cbfd1f841e8446ae93adc41','078b2a0de56a72eb5f0ffde2ace37d5de04031468822d4e8f9e08a72305ea45e');
INSERT INTO "audit" VALUES(110,'2026-11-29T09:30:45.022695+00:00','office','carry','batch',9,9,NULL,'{"digest":"9ba3b04170ae529a81e6f29504a630a6c543370bf86ce44cffdbf9cb619c0b3c","entries":4,"from":8,"into":9}','078b2a0de56a72eb5f0ffde2ace37d5de04031468822d4e8f9e08a72305ea45e','25b3b61aca55f31bc4c3071431f7bd6c6a3d8aa403957c40d4c7dffc23919bad');
INSERT INTO "audit" VALUES(111,'2026-11-29T09:30:45.047933+00:00','office','add','fund',10,NULL,NULL,'{"name":"老款","source":"self","year":2015}','25b3b61aca55f31bc4c3071431f7bd6c6a3d8aa403957c40d4c7dffc23919bad','b529f1cd095474cd5e83a6e17dd6127521a8601ba8d6aa4b0e5de473dc817e52');
INSERT INTO "audit" VALUES(112,'2026-11-29T09:30:45.060067+00:00','office','add','fund',11,NULL,NULL,'{"name":"老款2016","part_of_id":10,"source":"self","year":2016}','b529f1cd095474cd5e83a6e17dd6127521a8601ba8d6aa4b0e5de473dc817e52','d551313f974b1cc7f2725b69c4e88a5a0dd4e83938378548411ef87bb181ff9a');
INSERT INTO "audit" VALUES(113,'2026-11-29T09:30:45.072453+00:00','office','import','batch',10,10,NULL,'{"digest":"d554afbdc84bead5f6f989b7f9ed4fed787b1369e92eeba0efa7512c6612e8b9","entries":3,"files":[["到账.csv",null,"efc6d11732b4aafccd039c08092cc0d75e67d192933e0243cd9974aac0f87f2a",3]]}','d551313f974b1cc7f2725b69c4e88a5a0dd4e83938378548411ef87bb181ff9a','23f1a068dac5699c65381e655f82a691b8e4d281edcb6f5ff156ef1334b7bc3a');
INSERT INTO "audit" VALUES(114,'2026-11-29T09:30:45.095448+00:00','office','add','entry',78,NULL,NULL,'{"amount_fen":5000,"date":"2016-02-01","fund_id":11,"kind":"allocation","project_id":3}','23f1a068dac5699c65381e655f82a691b8e4d281edcb6f5ff156ef1334b7bc3a','41f272865236ea8f70d1e538ff7f99360a8c82766136aa8c6e85304c5666f1a6');
INSERT INTO "audit" VALUES(115,'2026-11-29T09:30:45.117613+00:00','office','reveal','personal',NULL,NULL,NULL,'{"command":"aidtrack household list"}','41f272865236ea8f70d1e538ff7f99360a8c82766136aa8c6e85304c5666f1a6','f5204dd8b9363a54739b31799d4eb3e7a8982a9958a7956986b805c91f716316');
INSERT INTO "audit" VALUES(116,'2026-11-29T09:30:45.132674+00:00','office','add','village',5,NULL,NULL,'{"name":"末村"}','f5204dd8b9363a54739b31799d4eb3e7a8982a9958a7956986b805c91f716316','bacaf205d1548d1ccfb982669c9261c315985d6b78e2ddfdd661afa14a0d8670');
INSERT INTO "audit" VALUES(117,'2026-11-29T09:30:45.144216+00:00','office','remove','village',5,NULL,'{"name":"末村"}',NULL,'bacaf205d1548d1ccfb982669c9261c315985d6b78e2ddfdd661afa14a0d8670','0df6a0bc70216895043e6da9fae45941f337d23a9aadd1902ed7a9ce2a4f391a');
CREATE TABLE "batch" (
    id INTEGER PRIMARY KEY CONSTRAINT id_in_range CHECK (id BETWEEN 1 AND 9007199254740991),
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    kind TEXT NOT NULL CONSTRAINT batch_kind CHECK (kind IN ('import', 'undo', 'carry')),
    undoes INTEGER CONSTRAINT batch_undoes UNIQUE REFERENCES batch (id),
    entries INTEGER,
    first_entry_id INTEGER,
    last_entry_id INTEGER
) STRICT;
INSERT INTO "batch" VALUES(1,'2026-11-29T09:30:44.009584+00:00','office','import',NULL,7,12,18);
INSERT INTO "batch" VALUES(2,'2026-11-29T09:30:44.150991+00:00','office','import',NULL,1,20,20);
INSERT INTO "batch" VALUES(3,'2026-11-29T09:30:44.198117+00:00','office','import',NULL,2,22,23);
INSERT INTO "batch" VALUES(4,'2026-11-29T09:30:44.247355+00:00','office','undo',3,2,24,25);
INSERT INTO "batch" VALUES(5,'2026-11-29T09:30:44.275164+00:00','office','import',NULL,0,NULL,NULL);
INSERT INTO "batch" VALUES(6,'2026-11-29T09:30:44.855877+00:00','office','carry',NULL,6,50,55);
INSERT INTO "batch" VALUES(7,'2026-11-29T09:30:44.895724+00:00','office','undo',6,6,56,61);
INSERT INTO "batch" VALUES(8,'2026-11-29T09:30:44.922316+00:00','office','carry',NULL,6,62,67);
INSERT INTO "batch" VALUES(9,'2026-11-29T09:30:45.022695+00:00','office','carry',NULL,4,71,74);
INSERT INTO "batch" VALUES(10,'2026-11-29T09:30:45.072453+00:00','office','import',NULL,3,75,77);
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
INSERT INTO "batch_file" VALUES(1,1,1,'支出.csv',NULL,'ea2bae9d8eb66fa65a91dad7bd234326cf2c083599dc5e70f9b0a4ecbca90235','spending','utf-8',3);
INSERT INTO "batch_file" VALUES(2,1,2,'安排.csv',NULL,'1941b4169e9b624b1921d1ced1e203fbf58645a209e3d7992dfda9d186d28a35','allocation','utf-8',4);
INSERT INTO "batch_file" VALUES(3,1,3,'村.csv',NULL,'77e9962a0d22979dde977184427845d2d5a558fb66721b4a1ef9f1b8162e5f46','village','utf-8',1);
INSERT INTO "batch_file" VALUES(4,2,1,'退回支出.csv',NULL,'8701cbc8bcae5ca8b55756b06a83d7c4755d0244ec7976642cdef31d82271561','spending','utf-8',1);
INSERT INTO "batch_file" VALUES(5,3,1,'误支出.csv',NULL,'646ca32542bf3317b5a090b2ccbac5aa6b9402480b80df590516d70386c6ec34','spending','utf-8',2);
INSERT INTO "batch_file" VALUES(6,3,2,'单位.csv',NULL,'61dda154a988dc22ee9629337ee3c8554516cb0209d56c2ffc94d9f851c2c93d','organization','utf-8',1);
INSERT INTO "batch_file" VALUES(7,5,1,'项目.csv',NULL,'adb1f162e84e586e62911d4d33904fec30d9caeab0c63dcfa1d11a3acc48d644','project','utf-8',0);
INSERT INTO "batch_file" VALUES(8,10,1,'到账.csv',NULL,'efc6d11732b4aafccd039c08092cc0d75e67d192933e0243cd9974aac0f87f2a','receipt','utf-8',3);
CREATE TABLE cell_balance (
    fund_id INTEGER NOT NULL REFERENCES fund (id),
    project_id INTEGER NOT NULL,
    village_id INTEGER NOT NULL,
    allocated_fen INTEGER,
    disbursed_fen INTEGER,
    spent_fen INTEGER,
    PRIMARY KEY (fund_id, project_id, village_id)
) STRICT;
INSERT INTO "cell_balance" VALUES(3,2,1,20000000,NULL,12000001);
INSERT INTO "cell_balance" VALUES(4,3,1,3000000,NULL,NULL);
INSERT INTO "cell_balance" VALUES(1,1,1,30000000,25000000,51900050);
INSERT INTO "cell_balance" VALUES(1,3,0,4000000,NULL,NULL);
INSERT INTO "cell_balance" VALUES(1,4,2,8000000,NULL,3010000);
INSERT INTO "cell_balance" VALUES(2,1,1,10000000,NULL,NULL);
INSERT INTO "cell_balance" VALUES(2,1,2,99999,NULL,99999);
INSERT INTO "cell_balance" VALUES(7,3,1,6000000,6000000,6000000);
INSERT INTO "cell_balance" VALUES(8,3,1,1000000,1000000,1000000);
INSERT INTO "cell_balance" VALUES(11,3,0,5000,NULL,NULL);
CREATE TABLE document (
    id INTEGER PRIMARY KEY CONSTRAINT id_in_range CHECK (id BETWEEN 1 AND 9007199254740991),
    name TEXT NOT NULL CONSTRAINT document_named CHECK (name <> ''),
    kind TEXT,
    doc_no TEXT,
    date TEXT,
    until TEXT,
    parties TEXT,
    village_id INTEGER REFERENCES village (id),
    project_id INTEGER REFERENCES project (id),
    fund_id INTEGER REFERENCES fund (id),
    file TEXT,
    sha256 TEXT,
    raw TEXT,
    note TEXT,
    batch_id INTEGER REFERENCES batch (id)
) STRICT;
INSERT INTO "document" VALUES(1,'帮扶方案','工作方案','工发〔2016〕3号','2016-03-01','2020-12-31','甲单位、乙公司',1,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "document" VALUES(2,'大棚协议','项目协议书',NULL,'2017-03',NULL,NULL,NULL,1,1,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "document" VALUES(3,'光伏批复','批复',NULL,'2017-02-01',NULL,NULL,NULL,2,NULL,'批复.txt','5fe728a3c3cb7d8027895c3455cfcf98ad4779f2f26624ad1d272cbb1a5bfe3a',NULL,NULL,NULL);
CREATE TABLE "entry" (
    id INTEGER PRIMARY KEY CONSTRAINT id_in_range CHECK (id BETWEEN 1 AND 9007199254740991),
    kind TEXT NOT NULL CONSTRAINT entry_kind CHECK
        (kind = 'spending' OR kind = 'allocation' OR kind = 'receipt' OR kind = 'disbursement' OR kind = 'interest'
         OR kind = 'loan' OR kind = 'repayment' OR kind = 'writeoff'),
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
    household_id INTEGER REFERENCES household (id),
    term INTEGER,
    yearly_rate TEXT,
    schedule TEXT,
    guarantor TEXT,
    loan_id INTEGER REFERENCES entry (id),
    CONSTRAINT entry_reason CHECK (amount_fen > 0 OR reason IS NOT NULL)
) STRICT;
INSERT INTO "entry" VALUES(1,'receipt','2016-01-10',1,NULL,NULL,100000000,'甲单位','记-1','工财1号',NULL,'拨入',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(2,'receipt','2017-02-01',2,NULL,NULL,60000000,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(3,'interest','2016-12-21',1,NULL,NULL,123456,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(4,'receipt','2017-03-01',3,NULL,NULL,30000000,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(5,'receipt','2017-03-01',4,NULL,NULL,10000000,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(6,'receipt','2016-05-12',5,NULL,NULL,8888888,'乙公司',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(7,'receipt','2016-06-01',6,NULL,NULL,40000000,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(8,'receipt','2017-05-12',5,NULL,NULL,-500000,NULL,NULL,NULL,NULL,NULL,'误汇退回',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(9,'allocation','2017-04-01',3,2,1,20000000,NULL,NULL,NULL,NULL,NULL,NULL,'写法不同，同一类别',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(10,'allocation','2017-04-01',4,3,1,3000000,NULL,NULL,NULL,NULL,NULL,NULL,'类别写作两词',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(11,'spending','2017-09-01',3,2,1,12000001,NULL,'光-1',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(12,'allocation','2016-03-01',1,1,1,30000000,NULL,NULL,NULL,'AP-1',NULL,NULL,NULL,NULL,1,2,2,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(13,'allocation','2016-03-01',1,4,2,8000000,NULL,NULL,NULL,'AP-2',NULL,NULL,NULL,NULL,1,2,3,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(14,'allocation','2017-03-01',1,3,NULL,5000000,NULL,NULL,NULL,'AP-3',NULL,NULL,NULL,NULL,1,2,4,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(15,'allocation','2017-03-02',2,1,1,10000000,NULL,NULL,NULL,'AP-4',NULL,NULL,NULL,NULL,1,2,5,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(16,'spending','2017-05-01',1,1,1,10000000,'乙公司','1',NULL,'ZC-1',NULL,NULL,NULL,NULL,1,1,2,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(17,'spending','2017-05-02',1,1,1,5000050,'乙公司','2',NULL,'ZC-2',NULL,NULL,NULL,NULL,1,1,3,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(18,'spending','2017-06-02',1,4,2,3000000,'工程队','3',NULL,'ZC-3',NULL,NULL,NULL,NULL,1,1,4,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(19,'disbursement','2016-04-01',1,1,1,25000000,'县财政',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(20,'spending','2017-07-01',1,1,1,-4000000,NULL,NULL,NULL,'TH-1',NULL,'多付',NULL,16,2,1,2,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(21,'allocation','2017-08-01',1,3,NULL,-1000000,NULL,NULL,NULL,NULL,NULL,'调减',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(22,'spending','2017-08-01',1,1,1,77700,NULL,NULL,NULL,'WU-1',NULL,NULL,NULL,NULL,3,1,2,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(23,'spending','2017-08-02',1,4,2,88800,NULL,NULL,NULL,'WU-2',NULL,NULL,NULL,NULL,3,1,3,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(24,'spending','2017-08-01',1,1,1,-77700,NULL,NULL,NULL,NULL,NULL,'import 3 taken back',NULL,22,4,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(25,'spending','2017-08-02',1,4,2,-88800,NULL,NULL,NULL,NULL,NULL,'import 3 taken back',NULL,23,4,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(26,'spending','2017-10-01',1,1,1,500000,NULL,'9',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(27,'spending','2017-10-02',1,1,1,-500000,NULL,NULL,NULL,NULL,NULL,'记错',NULL,26,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(28,'spending','2017-10-03',1,1,1,500000,NULL,NULL,NULL,NULL,NULL,'没有记错',NULL,27,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(29,'spending','2017-10-05',1,1,1,600000,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(30,'spending','2017-10-06',1,1,1,-250000,NULL,NULL,NULL,NULL,NULL,'部分退回',NULL,29,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(31,'spending','2017-10-07',1,1,1,50000,NULL,NULL,NULL,NULL,NULL,'退多了',NULL,30,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(32,'receipt','2017-11-01',5,NULL,NULL,1200,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(33,'receipt','2017-11-01',5,NULL,NULL,-1200,NULL,NULL,NULL,NULL,NULL,'记错',NULL,32,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(34,'spending','2017-12-01',2,1,2,99999,NULL,NULL,NULL,NULL,NULL,NULL,'灾情追加',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(35,'allocation','2018-01-05',2,1,2,99999,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(36,'spending','2017-12-30',1,1,1,40000000,NULL,NULL,NULL,NULL,NULL,NULL,'先垫付',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(37,'spending','2018-08-01',1,4,2,10000,NULL,NULL,NULL,NULL,NULL,NULL,'质保金',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(38,'loan','2016-07-01',6,NULL,1,5000000,NULL,NULL,NULL,'JK-1',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1,24,'4.35%','equal_principal','孙',NULL);
INSERT INTO "entry" VALUES(39,'loan','2016-08-01',6,NULL,1,3000000,NULL,NULL,NULL,'JK-2',NULL,NULL,NULL,NULL,NULL,NULL,NULL,2,12,'0%','lump_sum',NULL,NULL);
INSERT INTO "entry" VALUES(40,'loan','2017-01-01',6,NULL,1,2000000,NULL,NULL,NULL,'JK-3',NULL,NULL,NULL,NULL,NULL,NULL,NULL,2,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(41,'repayment','2017-01-01',6,NULL,1,1250000,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,38);
INSERT INTO "entry" VALUES(42,'repayment','2017-07-01',6,NULL,1,1250000,NULL,NULL,NULL,'HK-2',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,38);
INSERT INTO "entry" VALUES(43,'repayment','2017-07-02',6,NULL,1,-250000,NULL,NULL,NULL,NULL,NULL,'多记',NULL,42,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,38);
INSERT INTO "entry" VALUES(44,'writeoff','2018-01-01',6,NULL,1,1000000,NULL,NULL,NULL,NULL,NULL,'特困',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,39);
INSERT INTO "entry" VALUES(45,'loan','2017-01-02',6,NULL,1,-2000000,NULL,NULL,NULL,NULL,NULL,'未放',NULL,40,NULL,NULL,NULL,2,NULL,NULL,NULL,NULL,40);
INSERT INTO "entry" VALUES(46,'receipt','2016-03-01',7,NULL,NULL,30000000,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(47,'allocation','2016-04-01',7,3,1,12000000,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(48,'disbursement','2016-04-02',7,3,1,10000000,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(49,'spending','2016-09-01',7,3,1,6000000,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(50,'disbursement','2017-01-01',7,3,1,-4000000,NULL,NULL,NULL,NULL,NULL,'carried on into 2017: 年年款(2017年结转)',NULL,NULL,6,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(51,'allocation','2017-01-01',7,3,1,-6000000,NULL,NULL,NULL,NULL,NULL,'carried on into 2017: 年年款(2017年结转)',NULL,NULL,6,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(52,'receipt','2017-01-01',7,NULL,NULL,-24000000,NULL,NULL,NULL,NULL,NULL,'carried on into 2017: 年年款(2017年结转)',NULL,NULL,6,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(53,'receipt','2017-01-01',8,NULL,NULL,24000000,NULL,NULL,NULL,NULL,NULL,'carried on from 年年款',NULL,NULL,6,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(54,'allocation','2017-01-01',8,3,1,6000000,NULL,NULL,NULL,NULL,NULL,'carried on from 年年款',NULL,NULL,6,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(55,'disbursement','2017-01-01',8,3,1,4000000,NULL,NULL,NULL,NULL,NULL,'carried on from 年年款',NULL,NULL,6,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(56,'disbursement','2017-01-01',7,3,1,4000000,NULL,NULL,NULL,NULL,NULL,'carrying on 6 taken back',NULL,50,7,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(57,'allocation','2017-01-01',7,3,1,6000000,NULL,NULL,NULL,NULL,NULL,'carrying on 6 taken back',NULL,51,7,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(58,'receipt','2017-01-01',7,NULL,NULL,24000000,NULL,NULL,NULL,NULL,NULL,'carrying on 6 taken back',NULL,52,7,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(59,'receipt','2017-01-01',8,NULL,NULL,-24000000,NULL,NULL,NULL,NULL,NULL,'carrying on 6 taken back',NULL,53,7,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(60,'allocation','2017-01-01',8,3,1,-6000000,NULL,NULL,NULL,NULL,NULL,'carrying on 6 taken back',NULL,54,7,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(61,'disbursement','2017-01-01',8,3,1,-4000000,NULL,NULL,NULL,NULL,NULL,'carrying on 6 taken back',NULL,55,7,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(62,'disbursement','2017-01-01',7,3,1,-4000000,NULL,NULL,NULL,NULL,NULL,'carried on into 2017: 年年款(2017年结转)',NULL,NULL,8,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(63,'allocation','2017-01-01',7,3,1,-6000000,NULL,NULL,NULL,NULL,NULL,'carried on into 2017: 年年款(2017年结转)',NULL,NULL,8,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(64,'receipt','2017-01-01',7,NULL,NULL,-24000000,NULL,NULL,NULL,NULL,NULL,'carried on into 2017: 年年款(2017年结转)',NULL,NULL,8,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(65,'receipt','2017-01-01',8,NULL,NULL,24000000,NULL,NULL,NULL,NULL,NULL,'carried on from 年年款',NULL,NULL,8,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(66,'allocation','2017-01-01',8,3,1,6000000,NULL,NULL,NULL,NULL,NULL,'carried on from 年年款',NULL,NULL,8,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(67,'disbursement','2017-01-01',8,3,1,4000000,NULL,NULL,NULL,NULL,NULL,'carried on from 年年款',NULL,NULL,8,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(68,'receipt','2017-01-01',8,NULL,NULL,24000000,NULL,NULL,NULL,NULL,'另一笔等额到账',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(69,'spending','2017-05-01',8,3,1,1000000,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(70,'receipt','2017-06-01',8,NULL,NULL,-100,NULL,NULL,NULL,NULL,NULL,'更正',NULL,65,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(71,'disbursement','2018-01-01',8,3,1,-3000000,NULL,NULL,NULL,NULL,NULL,'not spent, free again',NULL,NULL,9,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(72,'allocation','2018-01-01',8,3,1,-5000000,NULL,NULL,NULL,NULL,NULL,'not spent, free again',NULL,NULL,9,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(73,'receipt','2018-01-01',8,NULL,NULL,-46999900,NULL,NULL,NULL,NULL,NULL,'carried on into 2018: 年年款(2018年结转)',NULL,NULL,9,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(74,'receipt','2018-01-01',9,NULL,NULL,46999900,NULL,NULL,NULL,NULL,NULL,'carried on from 年年款(2017年结转)',NULL,NULL,9,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(75,'receipt','2015-05-01',10,NULL,NULL,70000,NULL,NULL,NULL,'LK-1',NULL,NULL,NULL,NULL,10,1,2,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(76,'receipt','2016-01-01',10,NULL,NULL,-70000,NULL,NULL,NULL,'LK-2',NULL,'结转2016年',NULL,NULL,10,1,3,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(77,'receipt','2016-01-01',11,NULL,NULL,70000,NULL,NULL,NULL,'LK-3',NULL,NULL,NULL,NULL,10,1,4,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(78,'allocation','2016-02-01',11,3,NULL,5000,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE entry_ref (
    ref TEXT NOT NULL PRIMARY KEY,
    entry_id INTEGER NOT NULL REFERENCES entry (id)
) STRICT;
INSERT INTO "entry_ref" VALUES('AP-1',12);
INSERT INTO "entry_ref" VALUES('AP-2',13);
INSERT INTO "entry_ref" VALUES('AP-3',14);
INSERT INTO "entry_ref" VALUES('AP-4',15);
INSERT INTO "entry_ref" VALUES('ZC-1',16);
INSERT INTO "entry_ref" VALUES('ZC-2',17);
INSERT INTO "entry_ref" VALUES('ZC-3',18);
INSERT INTO "entry_ref" VALUES('TH-1',20);
INSERT INTO "entry_ref" VALUES('JK-1',38);
INSERT INTO "entry_ref" VALUES('JK-2',39);
INSERT INTO "entry_ref" VALUES('JK-3',40);
INSERT INTO "entry_ref" VALUES('HK-2',42);
INSERT INTO "entry_ref" VALUES('LK-1',75);
INSERT INTO "entry_ref" VALUES('LK-2',76);
INSERT INTO "entry_ref" VALUES('LK-3',77);
CREATE TABLE finding (
    id INTEGER PRIMARY KEY CONSTRAINT id_in_range CHECK (id BETWEEN 1 AND 9007199254740991),
    name TEXT NOT NULL CONSTRAINT finding_named CHECK (name <> ''),
    source TEXT,
    activity_id INTEGER REFERENCES activity (id),
    found_on TEXT,
    rule TEXT,
    village_id INTEGER REFERENCES village (id),
    project_id INTEGER REFERENCES project (id),
    fund_id INTEGER REFERENCES fund (id),
    amount_fen INTEGER CONSTRAINT finding_amount CHECK (amount_fen >= 0),
    measure TEXT,
    owner TEXT,
    due TEXT,
    closed_on TEXT,
    evidence TEXT,
    raw TEXT,
    note TEXT,
    batch_id INTEGER REFERENCES batch (id)
) STRICT;
INSERT INTO "finding" VALUES(1,'大棚账目不清','省级督查',4,'2018-03-02','财务制度',1,1,1,120050,'补凭证','王','2018-05-01',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "finding" VALUES(2,'危房拖延','自查',NULL,'2017-10',NULL,2,NULL,NULL,NULL,NULL,NULL,NULL,'2017-12-01','照片',NULL,NULL,NULL);
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
INSERT INTO "fund" VALUES(1,'自筹资金','self','甲单位',2016,200000000,'≥','200多万元',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "fund" VALUES(2,'专项资金','fiscal',NULL,2017,100000000,NULL,NULL,NULL,'甘财〔2017〕1号',NULL,NULL,NULL,'2017-01',NULL,NULL);
INSERT INTO "fund" VALUES(3,'光伏专款','fiscal',NULL,2017,30000000,NULL,NULL,NULL,NULL,'光伏（村级）','陇西县/马河镇',NULL,NULL,NULL,NULL);
INSERT INTO "fund" VALUES(4,'培训救助款','union',NULL,2017,10000000,NULL,NULL,NULL,NULL,'培训、救助','621122',NULL,NULL,NULL,NULL);
INSERT INTO "fund" VALUES(5,'捐款','donation','乙公司',2016,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'无计划数',NULL);
INSERT INTO "fund" VALUES(6,'周转金','credit',NULL,2016,40000000,NULL,NULL,'loan',NULL,NULL,NULL,NULL,NULL,'小额借款',NULL);
INSERT INTO "fund" VALUES(7,'年年款','union',NULL,2016,50000000,NULL,NULL,'grant',NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "fund" VALUES(8,'年年款(2017年结转)','union',NULL,2017,44000000,NULL,NULL,'grant',NULL,NULL,NULL,7,'2016-03-01',NULL,8);
INSERT INTO "fund" VALUES(9,'年年款(2018年结转)','surplus',NULL,2018,43000000,NULL,NULL,'grant',NULL,NULL,NULL,8,'2016-03-01',NULL,9);
INSERT INTO "fund" VALUES(10,'老款','self',NULL,2015,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "fund" VALUES(11,'老款2016','self',NULL,2016,NULL,NULL,NULL,NULL,NULL,NULL,NULL,10,NULL,NULL,NULL);
CREATE TABLE fund_balance (
    fund_id INTEGER NOT NULL PRIMARY KEY REFERENCES fund (id),
    received_fen INTEGER,
    interest_fen INTEGER,
    allocated_fen INTEGER,
    disbursed_fen INTEGER,
    spent_fen INTEGER,
    lent_fen INTEGER,
    repaid_fen INTEGER
, written_off_fen INTEGER) STRICT;
INSERT INTO "fund_balance" VALUES(1,100000000,123456,42000000,25000000,54910050,NULL,NULL,NULL);
INSERT INTO "fund_balance" VALUES(2,60000000,NULL,10099999,NULL,99999,NULL,NULL,NULL);
INSERT INTO "fund_balance" VALUES(3,30000000,NULL,20000000,NULL,12000001,NULL,NULL,NULL);
INSERT INTO "fund_balance" VALUES(4,10000000,NULL,3000000,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "fund_balance" VALUES(5,8388888,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "fund_balance" VALUES(6,40000000,NULL,NULL,NULL,NULL,8000000,2250000,1000000);
INSERT INTO "fund_balance" VALUES(7,6000000,NULL,6000000,6000000,6000000,NULL,NULL,NULL);
INSERT INTO "fund_balance" VALUES(8,1000000,NULL,1000000,1000000,1000000,NULL,NULL,NULL);
INSERT INTO "fund_balance" VALUES(9,46999900,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "fund_balance" VALUES(10,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "fund_balance" VALUES(11,70000,NULL,5000,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE household (
    id INTEGER PRIMARY KEY CONSTRAINT id_in_range CHECK (id BETWEEN 1 AND 9007199254740991),
    name TEXT NOT NULL CONSTRAINT household_named CHECK (name <> '' AND name NOT LIKE '%/%'),
    village_id INTEGER NOT NULL REFERENCES village (id),
    head TEXT,
    persons INTEGER,
    causes TEXT,
    attribute TEXT,
    food TEXT,
    clothing TEXT,
    education TEXT,
    medical TEXT,
    housing TEXT,
    status TEXT,
    status_on TEXT,
    helper TEXT,
    note TEXT,
    batch_id INTEGER REFERENCES batch (id)
) STRICT;
INSERT INTO "household" VALUES(1,'001',1,'赵某',4,'illness、funds','general','met','met','met','unmet','met','poor',NULL,'王',NULL,NULL);
INSERT INTO "household" VALUES(2,'002',1,'钱某',3,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'exited','2017-12',NULL,NULL,NULL);
CREATE TABLE indicator (
    id INTEGER PRIMARY KEY CONSTRAINT id_in_range CHECK (id BETWEEN 1 AND 9007199254740991),
    name TEXT NOT NULL CONSTRAINT indicator_named CHECK (name <> ''),
    value TEXT,
    unit TEXT,
    qualifier TEXT,
    raw TEXT,
    as_of TEXT,
    goal TEXT,
    village_id INTEGER REFERENCES village (id),
    project_id INTEGER REFERENCES project (id),
    activity_id INTEGER REFERENCES activity (id),
    household_id INTEGER REFERENCES household (id),
    note TEXT,
    batch_id INTEGER REFERENCES batch (id)
) STRICT;
INSERT INTO "indicator" VALUES(1,'农民人均纯收入','4900','元',NULL,NULL,'2016','actual',1,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "indicator" VALUES(2,'农民人均纯收入','6000','元',NULL,NULL,'2018','target',1,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "indicator" VALUES(3,'批次(慰问)','3','批次',NULL,NULL,'2017',NULL,NULL,NULL,1,NULL,NULL,NULL);
INSERT INTO "indicator" VALUES(4,'批次（慰问）','5','批次','≥','5批次以上','2018',NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "indicator" VALUES(5,'合格率','96.5','%',NULL,NULL,'2018',NULL,NULL,3,NULL,NULL,NULL,NULL);
INSERT INTO "indicator" VALUES(6,'年收入','12000','元',NULL,NULL,'2017',NULL,NULL,NULL,NULL,1,NULL,NULL);
INSERT INTO "indicator" VALUES(7,'带动户数','128','户',NULL,NULL,'2016-12-31',NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE measure (
    id INTEGER PRIMARY KEY CONSTRAINT id_in_range CHECK (id BETWEEN 1 AND 9007199254740991),
    name TEXT NOT NULL CONSTRAINT measure_named CHECK (name <> ''),
    household_id INTEGER NOT NULL REFERENCES household (id),
    category TEXT,
    owner TEXT,
    due TEXT,
    done_on TEXT,
    confirmed_by TEXT,
    note TEXT,
    batch_id INTEGER REFERENCES batch (id)
) STRICT;
INSERT INTO "measure" VALUES(1,'种大棚',1,'菌菜大棚','王','2018-12',NULL,NULL,NULL,NULL);
INSERT INTO "measure" VALUES(2,'看病',1,'大病补贴',NULL,NULL,'2018-03','李',NULL,NULL);
CREATE TABLE organization (
    id INTEGER PRIMARY KEY CONSTRAINT id_in_range CHECK (id BETWEEN 1 AND 9007199254740991),
    name TEXT NOT NULL CONSTRAINT organization_name UNIQUE CONSTRAINT organization_named CHECK (name <> ''),
    alias TEXT,
    role TEXT,
    place TEXT,
    note TEXT,
    batch_id INTEGER REFERENCES batch (id)
, raw TEXT) STRICT;
INSERT INTO "organization" VALUES(1,'甲单位','甲','member','兰州',NULL,NULL,NULL);
INSERT INTO "organization" VALUES(2,'乙公司',NULL,'enterprise',NULL,NULL,NULL,'乙公司(原文)');
CREATE TABLE posting (
    id INTEGER PRIMARY KEY CONSTRAINT id_in_range CHECK (id BETWEEN 1 AND 9007199254740991),
    name TEXT NOT NULL CONSTRAINT posting_named CHECK (name <> ''),
    role TEXT NOT NULL,
    village_id INTEGER REFERENCES village (id),
    place TEXT,
    organization_id INTEGER REFERENCES organization (id),
    starts_on TEXT,
    ends_on TEXT,
    raw TEXT,
    note TEXT,
    batch_id INTEGER REFERENCES batch (id)
) STRICT;
INSERT INTO "posting" VALUES(1,'孙','first_secretary',1,NULL,1,'2015-08','2017-12','孙同志',NULL,NULL);
INSERT INTO "posting" VALUES(2,'李','cadre',2,'武山县',NULL,'2018-01-01',NULL,NULL,NULL,NULL);
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
, reach TEXT, responsible_unit TEXT) STRICT;
INSERT INTO "project" VALUES(1,'牙河村菌菜大棚','P-001','菌菜大棚',1,NULL,'乙公司',NULL,NULL,30000000,NULL,NULL,NULL,NULL,NULL,'implementing',25,80,NULL,NULL,NULL,'household','甲单位');
INSERT INTO "project" VALUES(2,'牙河村光伏',NULL,'光伏(村级)',1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'accepted',NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "project" VALUES(3,'技能培训',NULL,'培训',NULL,NULL,NULL,'张',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'implementing',NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "project" VALUES(4,'咀儿村危房改造',NULL,'危房改造',2,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'2018-06-30','closed',NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE setting (
    name TEXT NOT NULL PRIMARY KEY CONSTRAINT setting_named CHECK (name <> ''),
    value TEXT NOT NULL
) STRICT;
INSERT INTO "setting" VALUES('confirm1','村民代表会确认');
INSERT INTO "setting" VALUES('complaint_channel','0931-12345');
INSERT INTO "setting" VALUES('notice_days','10');
CREATE TABLE step (
    id INTEGER PRIMARY KEY CONSTRAINT id_in_range CHECK (id BETWEEN 1 AND 9007199254740991),
    name TEXT NOT NULL CONSTRAINT step_named CHECK (name <> ''),
    project_id INTEGER NOT NULL REFERENCES project (id),
    date TEXT,
    ends_on TEXT,
    phase TEXT,
    handled_by TEXT,
    result TEXT,
    objections TEXT,
    before TEXT,
    after TEXT,
    amount_fen INTEGER CONSTRAINT step_amount CHECK (amount_fen >= 0),
    amount_before_fen INTEGER CONSTRAINT step_amount_before CHECK (amount_before_fen >= 0),
    amount_after_fen INTEGER CONSTRAINT step_amount_after CHECK (amount_after_fen >= 0),
    reason TEXT,
    doc_no TEXT,
    note TEXT,
    batch_id INTEGER REFERENCES batch (id)
) STRICT;
INSERT INTO "step" VALUES(1,'proposal',1,'2016-02-01',NULL,NULL,'村委会','passed',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "step" VALUES(2,'confirm1',1,'2016-02-10',NULL,NULL,NULL,'failed','一户有异议',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'重来',NULL);
INSERT INTO "step" VALUES(3,'confirm1',1,'2016-02-20',NULL,NULL,NULL,'passed',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "step" VALUES(4,'precise_funds',1,'2016-03-01',NULL,NULL,NULL,'passed',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "step" VALUES(5,'change',1,'2017-06-01',NULL,NULL,NULL,NULL,NULL,'10棚','12棚',5000000,25000000,30000000,'扩建','复〔2017〕9号',NULL,NULL);
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
    helped_from TEXT,
    helped_to TEXT,
    note TEXT,
    batch_id INTEGER REFERENCES batch (id)
, raw TEXT) STRICT;
INSERT INTO "village" VALUES(1,'牙河村',NULL,'马河镇','陇西县','定西市','甘肃省','621122100200','deep','exited','2017-12','2013',NULL,'改过',NULL,NULL);
INSERT INTO "village" VALUES(2,'咀儿村','嘴儿村',NULL,'武山县','天水市','甘肃省',NULL,'poor','not_exited',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "village" VALUES(3,'石岭村',NULL,NULL,'陇西县',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "village" VALUES(4,'北坡村',NULL,NULL,'武山县','天水市',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1,NULL);
CREATE INDEX batch_file_sha256 ON batch_file (sha256);
CREATE INDEX audit_object ON audit (noun, object_id);
CREATE UNIQUE INDEX village_place ON village
    (name, coalesce(township, ''), coalesce(county, ''), coalesce(prefecture, ''), coalesce(province, ''), coalesce(code, ''));
CREATE UNIQUE INDEX project_place ON project (name, coalesce(village_id, 0), coalesce(code, ''));
CREATE INDEX project_village ON project (village_id);
CREATE INDEX cell_balance_project ON cell_balance (project_id);
CREATE INDEX cell_balance_village ON cell_balance (village_id);
CREATE UNIQUE INDEX household_key ON household
    (village_id, name);
CREATE UNIQUE INDEX measure_key ON measure
    (household_id, name);
CREATE UNIQUE INDEX activity_key ON activity
    (coalesce(starts_on, ''), name);
CREATE INDEX activity_village ON activity (village_id);
CREATE UNIQUE INDEX posting_key ON posting
    (coalesce(village_id, 0), role, coalesce(starts_on, ''), name);
CREATE INDEX posting_organization ON posting (organization_id);
CREATE UNIQUE INDEX finding_key ON finding
    (coalesce(found_on, ''), coalesce(village_id, 0), coalesce(project_id, 0), name);
CREATE INDEX finding_activity ON finding (activity_id);
CREATE INDEX finding_village ON finding (village_id);
CREATE INDEX finding_project ON finding (project_id);
CREATE INDEX finding_fund ON finding (fund_id);
CREATE UNIQUE INDEX document_key ON document
    (coalesce(date, ''), coalesce(village_id, 0), coalesce(project_id, 0), name);
CREATE INDEX document_village ON document (village_id);
CREATE INDEX document_project ON document (project_id);
CREATE INDEX document_fund ON document (fund_id);
CREATE UNIQUE INDEX step_key ON step
    (project_id, name, coalesce(date, ''), coalesce(result, ''), coalesce(phase, ''));
CREATE UNIQUE INDEX indicator_key ON indicator
    (coalesce(village_id, 0), coalesce(project_id, 0), coalesce(activity_id, 0), coalesce(household_id, 0), coalesce(as_of, ''), coalesce(goal, ''), name);
CREATE INDEX indicator_project ON indicator (project_id);
CREATE INDEX indicator_activity ON indicator (activity_id);
CREATE INDEX indicator_household ON indicator (household_id);
CREATE INDEX entry_fund ON entry (fund_id, date);
CREATE INDEX entry_project ON entry (project_id, date);
CREATE INDEX entry_village ON entry (village_id, date);
CREATE INDEX entry_reverses ON entry (reverses_id) WHERE reverses_id IS NOT NULL;
CREATE INDEX entry_over ON entry (fund_id) WHERE over IS NOT NULL;
CREATE INDEX entry_household ON entry (household_id) WHERE household_id IS NOT NULL;
CREATE INDEX entry_loan ON entry (loan_id) WHERE loan_id IS NOT NULL;
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
    WITH RECURSIVE excused AS (
        SELECT x.id, x.amount_fen FROM entry x WHERE x.over IS NOT NULL AND x.kind = 'allocation' AND x.fund_id = c.fund_id
          AND coalesce(x.project_id, 0) = c.project_id AND coalesce(x.village_id, 0) = c.village_id
        UNION ALL SELECT y.id, y.amount_fen FROM entry y JOIN excused ON y.reverses_id = excused.id)
    SELECT sum(amount_fen) FROM excused), 0)) > 0); END;
CREATE TRIGGER fund_form_guard AFTER UPDATE OF form ON fund BEGIN SELECT RAISE(ABORT, 'aidtrack G5 form') WHERE NEW.form = 'grant' AND coalesce(OLD.form, '') <> 'grant' AND EXISTS (
    SELECT 1 FROM entry e WHERE e.fund_id = NEW.id AND e.kind = 'loan' AND e.amount_fen > 0 AND e.over IS NULL
      AND NOT EXISTS (SELECT 1 FROM entry o WHERE o.id = e.reverses_id AND o.date = e.date)
      AND e.amount_fen + coalesce((SELECT sum(r.amount_fen) FROM entry r WHERE r.reverses_id = e.id), 0) > 0); END;
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
    WITH RECURSIVE excused AS (
        SELECT x.id, x.amount_fen FROM entry x WHERE x.over IS NOT NULL AND x.kind = 'allocation' AND x.fund_id = c.fund_id
          AND coalesce(x.project_id, 0) = c.project_id AND coalesce(x.village_id, 0) = c.village_id
        UNION ALL SELECT y.id, y.amount_fen FROM entry y JOIN excused ON y.reverses_id = excused.id)
    SELECT sum(amount_fen) FROM excused), 0)) > 0); END;
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
    WITH RECURSIVE excused AS (
        SELECT x.id, x.amount_fen FROM entry x WHERE x.over IS NOT NULL AND x.kind = 'allocation' AND x.fund_id = c.fund_id
          AND coalesce(x.project_id, 0) = c.project_id AND coalesce(x.village_id, 0) = c.village_id
        UNION ALL SELECT y.id, y.amount_fen FROM entry y JOIN excused ON y.reverses_id = excused.id)
    SELECT sum(amount_fen) FROM excused), 0)) > 0); END;
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
CREATE TRIGGER village_update_kept BEFORE UPDATE ON village WHEN NEW.id <> OLD.id BEGIN SELECT RAISE(ABORT, 'aidtrack G7'); END;
CREATE TRIGGER organization_update_kept BEFORE UPDATE ON organization WHEN NEW.id <> OLD.id BEGIN SELECT RAISE(ABORT, 'aidtrack G7'); END;
CREATE TRIGGER fund_update_kept BEFORE UPDATE ON fund WHEN NEW.id <> OLD.id BEGIN SELECT RAISE(ABORT, 'aidtrack G7'); END;
CREATE TRIGGER project_update_kept BEFORE UPDATE ON project WHEN NEW.id <> OLD.id BEGIN SELECT RAISE(ABORT, 'aidtrack G7'); END;
CREATE TRIGGER household_update_kept BEFORE UPDATE ON household WHEN NEW.id <> OLD.id BEGIN SELECT RAISE(ABORT, 'aidtrack G7'); END;
CREATE TRIGGER measure_update_kept BEFORE UPDATE ON measure WHEN NEW.id <> OLD.id BEGIN SELECT RAISE(ABORT, 'aidtrack G7'); END;
CREATE TRIGGER activity_update_kept BEFORE UPDATE ON activity WHEN NEW.id <> OLD.id BEGIN SELECT RAISE(ABORT, 'aidtrack G7'); END;
CREATE TRIGGER posting_update_kept BEFORE UPDATE ON posting WHEN NEW.id <> OLD.id BEGIN SELECT RAISE(ABORT, 'aidtrack G7'); END;
CREATE TRIGGER finding_update_kept BEFORE UPDATE ON finding WHEN NEW.id <> OLD.id BEGIN SELECT RAISE(ABORT, 'aidtrack G7'); END;
CREATE TRIGGER document_update_kept BEFORE UPDATE ON document WHEN NEW.id <> OLD.id BEGIN SELECT RAISE(ABORT, 'aidtrack G7'); END;
CREATE TRIGGER step_update_kept BEFORE UPDATE ON step WHEN NEW.id <> OLD.id BEGIN SELECT RAISE(ABORT, 'aidtrack G7'); END;
CREATE TRIGGER indicator_update_kept BEFORE UPDATE ON indicator WHEN NEW.id <> OLD.id BEGIN SELECT RAISE(ABORT, 'aidtrack G7'); END;
CREATE TRIGGER fund_balance_delete_kept BEFORE DELETE ON fund_balance BEGIN SELECT RAISE(ABORT, 'aidtrack G7'); END;
CREATE TRIGGER cell_balance_delete_kept BEFORE DELETE ON cell_balance BEGIN SELECT RAISE(ABORT, 'aidtrack G7'); END;
CREATE TRIGGER entry_ref_update_kept BEFORE UPDATE ON entry_ref BEGIN SELECT RAISE(ABORT, 'aidtrack G7'); END;
CREATE VIEW "v_fund" AS SELECT f.id, f.name, f.source, f.year, f.qualifier, (CASE WHEN f.budget_fen < 0 THEN '-' ELSE '' END || CAST(abs(f.budget_fen) / 100 AS TEXT) || '.' || substr(CAST(100 + abs(f.budget_fen) % 100 AS TEXT), 2)) AS budget, (CASE WHEN b.received_fen < 0 THEN '-' ELSE '' END || CAST(abs(b.received_fen) / 100 AS TEXT) || '.' || substr(CAST(100 + abs(b.received_fen) % 100 AS TEXT), 2)) AS received, (CASE WHEN b.interest_fen < 0 THEN '-' ELSE '' END || CAST(abs(b.interest_fen) / 100 AS TEXT) || '.' || substr(CAST(100 + abs(b.interest_fen) % 100 AS TEXT), 2)) AS interest, (CASE WHEN b.allocated_fen < 0 THEN '-' ELSE '' END || CAST(abs(b.allocated_fen) / 100 AS TEXT) || '.' || substr(CAST(100 + abs(b.allocated_fen) % 100 AS TEXT), 2)) AS allocated, (CASE WHEN b.disbursed_fen < 0 THEN '-' ELSE '' END || CAST(abs(b.disbursed_fen) / 100 AS TEXT) || '.' || substr(CAST(100 + abs(b.disbursed_fen) % 100 AS TEXT), 2)) AS disbursed, (CASE WHEN b.spent_fen < 0 THEN '-' ELSE '' END || CAST(abs(b.spent_fen) / 100 AS TEXT) || '.' || substr(CAST(100 + abs(b.spent_fen) % 100 AS TEXT), 2)) AS spent, (CASE WHEN b.lent_fen < 0 THEN '-' ELSE '' END || CAST(abs(b.lent_fen) / 100 AS TEXT) || '.' || substr(CAST(100 + abs(b.lent_fen) % 100 AS TEXT), 2)) AS lent, (CASE WHEN b.repaid_fen < 0 THEN '-' ELSE '' END || CAST(abs(b.repaid_fen) / 100 AS TEXT) || '.' || substr(CAST(100 + abs(b.repaid_fen) % 100 AS TEXT), 2)) AS repaid, (CASE WHEN b.written_off_fen < 0 THEN '-' ELSE '' END || CAST(abs(b.written_off_fen) / 100 AS TEXT) || '.' || substr(CAST(100 + abs(b.written_off_fen) % 100 AS TEXT), 2)) AS written_off FROM fund f LEFT JOIN fund_balance b ON b.fund_id = f.id;
CREATE VIEW "资金一览" AS SELECT f.id, f.name, f.source, f.year, f.qualifier, (CASE WHEN f.budget_fen < 0 THEN '-' ELSE '' END || CAST(abs(f.budget_fen) / 100 AS TEXT) || '.' || substr(CAST(100 + abs(f.budget_fen) % 100 AS TEXT), 2)) AS budget, (CASE WHEN b.received_fen < 0 THEN '-' ELSE '' END || CAST(abs(b.received_fen) / 100 AS TEXT) || '.' || substr(CAST(100 + abs(b.received_fen) % 100 AS TEXT), 2)) AS received, (CASE WHEN b.interest_fen < 0 THEN '-' ELSE '' END || CAST(abs(b.interest_fen) / 100 AS TEXT) || '.' || substr(CAST(100 + abs(b.interest_fen) % 100 AS TEXT), 2)) AS interest, (CASE WHEN b.allocated_fen < 0 THEN '-' ELSE '' END || CAST(abs(b.allocated_fen) / 100 AS TEXT) || '.' || substr(CAST(100 + abs(b.allocated_fen) % 100 AS TEXT), 2)) AS allocated, (CASE WHEN b.disbursed_fen < 0 THEN '-' ELSE '' END || CAST(abs(b.disbursed_fen) / 100 AS TEXT) || '.' || substr(CAST(100 + abs(b.disbursed_fen) % 100 AS TEXT), 2)) AS disbursed, (CASE WHEN b.spent_fen < 0 THEN '-' ELSE '' END || CAST(abs(b.spent_fen) / 100 AS TEXT) || '.' || substr(CAST(100 + abs(b.spent_fen) % 100 AS TEXT), 2)) AS spent, (CASE WHEN b.lent_fen < 0 THEN '-' ELSE '' END || CAST(abs(b.lent_fen) / 100 AS TEXT) || '.' || substr(CAST(100 + abs(b.lent_fen) % 100 AS TEXT), 2)) AS lent, (CASE WHEN b.repaid_fen < 0 THEN '-' ELSE '' END || CAST(abs(b.repaid_fen) / 100 AS TEXT) || '.' || substr(CAST(100 + abs(b.repaid_fen) % 100 AS TEXT), 2)) AS repaid, (CASE WHEN b.written_off_fen < 0 THEN '-' ELSE '' END || CAST(abs(b.written_off_fen) / 100 AS TEXT) || '.' || substr(CAST(100 + abs(b.written_off_fen) % 100 AS TEXT), 2)) AS written_off FROM fund f LEFT JOIN fund_balance b ON b.fund_id = f.id;
CREATE VIEW "v_funding" AS SELECT f.name AS fund, p.name AS project, v.name AS village, v.province, v.prefecture, v.county, v.township, p.category, p.stage, (CASE WHEN c.allocated_fen < 0 THEN '-' ELSE '' END || CAST(abs(c.allocated_fen) / 100 AS TEXT) || '.' || substr(CAST(100 + abs(c.allocated_fen) % 100 AS TEXT), 2)) AS allocated, (CASE WHEN c.disbursed_fen < 0 THEN '-' ELSE '' END || CAST(abs(c.disbursed_fen) / 100 AS TEXT) || '.' || substr(CAST(100 + abs(c.disbursed_fen) % 100 AS TEXT), 2)) AS disbursed, (CASE WHEN c.spent_fen < 0 THEN '-' ELSE '' END || CAST(abs(c.spent_fen) / 100 AS TEXT) || '.' || substr(CAST(100 + abs(c.spent_fen) % 100 AS TEXT), 2)) AS spent, (CASE WHEN coalesce(c.allocated_fen, 0) - coalesce(c.spent_fen, 0) < 0 THEN '-' ELSE '' END || CAST(abs(coalesce(c.allocated_fen, 0) - coalesce(c.spent_fen, 0)) / 100 AS TEXT) || '.' || substr(CAST(100 + abs(coalesce(c.allocated_fen, 0) - coalesce(c.spent_fen, 0)) % 100 AS TEXT), 2)) AS remaining FROM cell_balance c JOIN fund f ON f.id = c.fund_id LEFT JOIN project p ON p.id = c.project_id LEFT JOIN village v ON v.id = c.village_id;
CREATE VIEW "安排与支出" AS SELECT f.name AS fund, p.name AS project, v.name AS village, v.province, v.prefecture, v.county, v.township, p.category, p.stage, (CASE WHEN c.allocated_fen < 0 THEN '-' ELSE '' END || CAST(abs(c.allocated_fen) / 100 AS TEXT) || '.' || substr(CAST(100 + abs(c.allocated_fen) % 100 AS TEXT), 2)) AS allocated, (CASE WHEN c.disbursed_fen < 0 THEN '-' ELSE '' END || CAST(abs(c.disbursed_fen) / 100 AS TEXT) || '.' || substr(CAST(100 + abs(c.disbursed_fen) % 100 AS TEXT), 2)) AS disbursed, (CASE WHEN c.spent_fen < 0 THEN '-' ELSE '' END || CAST(abs(c.spent_fen) / 100 AS TEXT) || '.' || substr(CAST(100 + abs(c.spent_fen) % 100 AS TEXT), 2)) AS spent, (CASE WHEN coalesce(c.allocated_fen, 0) - coalesce(c.spent_fen, 0) < 0 THEN '-' ELSE '' END || CAST(abs(coalesce(c.allocated_fen, 0) - coalesce(c.spent_fen, 0)) / 100 AS TEXT) || '.' || substr(CAST(100 + abs(coalesce(c.allocated_fen, 0) - coalesce(c.spent_fen, 0)) % 100 AS TEXT), 2)) AS remaining FROM cell_balance c JOIN fund f ON f.id = c.fund_id LEFT JOIN project p ON p.id = c.project_id LEFT JOIN village v ON v.id = c.village_id;
CREATE VIEW "v_entry" AS SELECT e.id, e.kind, e.date, f.name AS fund, p.name AS project, v.name AS village, (CASE WHEN e.amount_fen < 0 THEN '-' ELSE '' END || CAST(abs(e.amount_fen) / 100 AS TEXT) || '.' || substr(CAST(100 + abs(e.amount_fen) % 100 AS TEXT), 2)) AS amount, e.payee, e.voucher, e.doc_no, e.ref, e.purpose, e.reason, e.over, e.reverses_id, e.batch_id, e.file_no, e.row_no FROM entry e JOIN fund f ON f.id = e.fund_id LEFT JOIN project p ON p.id = e.project_id LEFT JOIN village v ON v.id = e.village_id;
CREATE VIEW "流水明细" AS SELECT e.id, e.kind, e.date, f.name AS fund, p.name AS project, v.name AS village, (CASE WHEN e.amount_fen < 0 THEN '-' ELSE '' END || CAST(abs(e.amount_fen) / 100 AS TEXT) || '.' || substr(CAST(100 + abs(e.amount_fen) % 100 AS TEXT), 2)) AS amount, e.payee, e.voucher, e.doc_no, e.ref, e.purpose, e.reason, e.over, e.reverses_id, e.batch_id, e.file_no, e.row_no FROM entry e JOIN fund f ON f.id = e.fund_id LEFT JOIN project p ON p.id = e.project_id LEFT JOIN village v ON v.id = e.village_id;
CREATE TRIGGER entry_no_replace BEFORE INSERT ON entry WHEN EXISTS (SELECT 1 FROM entry WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'aidtrack G7'); END;
CREATE TRIGGER entry_ref_in_use BEFORE INSERT ON entry WHEN NEW.ref IS NOT NULL AND EXISTS (SELECT 1 FROM entry_ref WHERE ref = NEW.ref) BEGIN SELECT RAISE(ABORT, 'aidtrack ref'); END;
CREATE TRIGGER entry_guard AFTER INSERT ON entry BEGIN SELECT RAISE(ABORT, 'FOREIGN KEY constraint failed') WHERE (NEW.fund_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM fund WHERE id = NEW.fund_id)) OR (NEW.project_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM project WHERE id = NEW.project_id)) OR (NEW.village_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM village WHERE id = NEW.village_id)) OR (NEW.reverses_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM entry WHERE id = NEW.reverses_id)) OR (NEW.batch_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM batch WHERE id = NEW.batch_id)) OR (NEW.household_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM household WHERE id = NEW.household_id)) OR (NEW.loan_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM entry WHERE id = NEW.loan_id));
        SELECT CASE substr(rule, 1, 2) WHEN 'G1' THEN RAISE(ABORT, 'aidtrack G1') WHEN 'G2' THEN RAISE(ABORT, 'aidtrack G2') WHEN 'G3' THEN RAISE(ABORT, 'aidtrack G3') WHEN 'G4' THEN RAISE(ABORT, 'aidtrack G4') WHEN 'G5' THEN RAISE(ABORT, 'aidtrack G5') WHEN 'G6' THEN RAISE(ABORT, 'aidtrack G6') WHEN 'G8' THEN RAISE(ABORT, 'aidtrack G8') END FROM (
    SELECT CASE WHEN 1 = 0 THEN 'G4 cut' ELSE 'G1' END AS rule,
           r.id, r.fund_id, r.project_id, r.village_id, -r.running AS short_fen
    FROM (
        SELECT n.id, n.kind, n.over, n.fund_id, n.project_id, n.village_id, CASE WHEN n.kind = 'allocation' THEN -n.amount_fen WHEN n.kind IN ('receipt', 'interest') AND f.budget_fen IS NULL THEN n.amount_fen ELSE 0 END AS delta,
               short.room + sum(CASE WHEN CASE WHEN n.kind = 'allocation' THEN -n.amount_fen WHEN n.kind IN ('receipt', 'interest') AND f.budget_fen IS NULL THEN n.amount_fen ELSE 0 END > 0 THEN CASE WHEN n.kind = 'allocation' THEN -n.amount_fen WHEN n.kind IN ('receipt', 'interest') AND f.budget_fen IS NULL THEN n.amount_fen ELSE 0 END ELSE 0 END) OVER (PARTITION BY short.fund_id)
               + sum(CASE WHEN CASE WHEN n.kind = 'allocation' THEN -n.amount_fen WHEN n.kind IN ('receipt', 'interest') AND f.budget_fen IS NULL THEN n.amount_fen ELSE 0 END < 0 THEN CASE WHEN n.kind = 'allocation' THEN -n.amount_fen WHEN n.kind IN ('receipt', 'interest') AND f.budget_fen IS NULL THEN n.amount_fen ELSE 0 END ELSE 0 END)
                 OVER (PARTITION BY short.fund_id ORDER BY n.date, n.file_no, n.row_no, n.id) AS running
        FROM (SELECT NEW.id AS id, NEW.kind AS kind, NEW.date AS date, NEW.fund_id AS fund_id, NEW.project_id AS project_id, NEW.village_id AS village_id, NEW.amount_fen AS amount_fen, NEW.over AS over, NEW.reverses_id AS reverses_id, NEW.file_no AS file_no, NEW.row_no AS row_no, NEW.loan_id AS loan_id, NEW.household_id AS household_id, NEW.reason AS reason) n JOIN (SELECT s.fund_id AS fund_id, max(coalesce(f.budget_fen, coalesce(b.received_fen, 0) + coalesce(b.interest_fen, 0)) - coalesce(b.allocated_fen, 0)) AS room
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
        FROM (SELECT NEW.id AS id, NEW.kind AS kind, NEW.date AS date, NEW.fund_id AS fund_id, NEW.project_id AS project_id, NEW.village_id AS village_id, NEW.amount_fen AS amount_fen, NEW.over AS over, NEW.reverses_id AS reverses_id, NEW.file_no AS file_no, NEW.row_no AS row_no, NEW.loan_id AS loan_id, NEW.household_id AS household_id, NEW.reason AS reason) n JOIN (SELECT s.fund_id AS fund_id, coalesce(s.project_id, 0) AS project_id, coalesce(s.village_id, 0) AS village_id, max(coalesce(c.allocated_fen, 0) - coalesce(c.spent_fen, 0)) AS room
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
        FROM (SELECT NEW.id AS id, NEW.kind AS kind, NEW.date AS date, NEW.fund_id AS fund_id, NEW.project_id AS project_id, NEW.village_id AS village_id, NEW.amount_fen AS amount_fen, NEW.over AS over, NEW.reverses_id AS reverses_id, NEW.file_no AS file_no, NEW.row_no AS row_no, NEW.loan_id AS loan_id, NEW.household_id AS household_id, NEW.reason AS reason) n JOIN (SELECT s.fund_id AS fund_id, max(coalesce(b.received_fen, 0) + coalesce(b.interest_fen, 0) - coalesce(b.spent_fen, 0) - coalesce(b.lent_fen, 0) + coalesce(b.repaid_fen, 0)) AS room
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
        FROM (SELECT NEW.id AS id, NEW.kind AS kind, NEW.date AS date, NEW.fund_id AS fund_id, NEW.project_id AS project_id, NEW.village_id AS village_id, NEW.amount_fen AS amount_fen, NEW.over AS over, NEW.reverses_id AS reverses_id, NEW.file_no AS file_no, NEW.row_no AS row_no, NEW.loan_id AS loan_id, NEW.household_id AS household_id, NEW.reason AS reason) n JOIN (SELECT s.fund_id AS fund_id, coalesce(s.project_id, 0) AS project_id, coalesce(s.village_id, 0) AS village_id, s.kind AS kind, max(CASE s.kind WHEN 'allocation' THEN coalesce(c.allocated_fen, 0) WHEN 'disbursement' THEN coalesce(c.disbursed_fen, 0) ELSE coalesce(c.spent_fen, 0) END) AS room
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
        FROM (SELECT NEW.id AS id, NEW.kind AS kind, NEW.date AS date, NEW.fund_id AS fund_id, NEW.project_id AS project_id, NEW.village_id AS village_id, NEW.amount_fen AS amount_fen, NEW.over AS over, NEW.reverses_id AS reverses_id, NEW.file_no AS file_no, NEW.row_no AS row_no, NEW.loan_id AS loan_id, NEW.household_id AS household_id, NEW.reason AS reason) n JOIN (SELECT s.fund_id AS fund_id, s.kind AS kind, max(CASE s.kind WHEN 'receipt' THEN coalesce(b.received_fen, 0) WHEN 'interest' THEN coalesce(b.interest_fen, 0) WHEN 'loan' THEN coalesce(b.lent_fen, 0) WHEN 'repayment' THEN coalesce(b.repaid_fen, 0) WHEN 'writeoff' THEN coalesce(b.written_off_fen, 0) END) AS room
            FROM (SELECT NEW.fund_id AS fund_id, NEW.project_id AS project_id, NEW.village_id AS village_id, NEW.kind AS kind, NEW.amount_fen AS total, NEW.date AS last_on) s JOIN fund f ON f.id = s.fund_id LEFT JOIN fund_balance b ON b.fund_id = s.fund_id
            WHERE s.kind IN ('receipt', 'interest', 'loan', 'repayment', 'writeoff') GROUP BY s.fund_id, s.kind HAVING max(CASE s.kind WHEN 'receipt' THEN coalesce(b.received_fen, 0) WHEN 'interest' THEN coalesce(b.interest_fen, 0) WHEN 'loan' THEN coalesce(b.lent_fen, 0) WHEN 'repayment' THEN coalesce(b.repaid_fen, 0) WHEN 'writeoff' THEN coalesce(b.written_off_fen, 0) END) + sum(s.total) < 0) short ON n.fund_id = short.fund_id AND n.kind = short.kind JOIN fund f ON f.id = n.fund_id
    ) r
    WHERE r.running < 0 AND r.delta < 0 AND (r.over IS NULL OR 1 = 1)
    UNION ALL
    SELECT 'G4 reversal' AS rule, r.id, r.fund_id, r.project_id, r.village_id, r.short_fen
    FROM (
        SELECT n.id, n.fund_id, n.project_id, n.village_id,
               CASE WHEN o.kind <> n.kind OR o.fund_id <> n.fund_id
                      OR coalesce(o.project_id, 0) <> coalesce(n.project_id, 0)
                      OR coalesce(o.village_id, 0) <> coalesce(n.village_id, 0)
                      OR coalesce(o.loan_id, CASE WHEN o.kind = 'loan' THEN o.id END, 0) <> coalesce(n.loan_id, 0)
                      OR (o.amount_fen > 0) = (n.amount_fen > 0) OR n.date < o.date THEN abs(n.amount_fen)
                    ELSE abs((SELECT sum(e.amount_fen) FROM entry e
                              WHERE e.reverses_id = n.reverses_id
                                AND (e.id <= n.id OR NOT EXISTS (SELECT 1 FROM (SELECT NEW.id AS id, NEW.kind AS kind, NEW.date AS date, NEW.fund_id AS fund_id, NEW.project_id AS project_id, NEW.village_id AS village_id, NEW.amount_fen AS amount_fen, NEW.over AS over, NEW.reverses_id AS reverses_id, NEW.file_no AS file_no, NEW.row_no AS row_no, NEW.loan_id AS loan_id, NEW.household_id AS household_id, NEW.reason AS reason) m WHERE m.id = e.id)))) - abs(o.amount_fen)
               END AS short_fen
        FROM (SELECT NEW.id AS id, NEW.kind AS kind, NEW.date AS date, NEW.fund_id AS fund_id, NEW.project_id AS project_id, NEW.village_id AS village_id, NEW.amount_fen AS amount_fen, NEW.over AS over, NEW.reverses_id AS reverses_id, NEW.file_no AS file_no, NEW.row_no AS row_no, NEW.loan_id AS loan_id, NEW.household_id AS household_id, NEW.reason AS reason) n JOIN entry o ON o.id = n.reverses_id
        WHERE n.reverses_id IS NOT NULL
    ) r
    WHERE r.short_fen > 0
    UNION ALL
    SELECT CASE WHEN (n.kind = 'loan' AND n.loan_id IS NULL AND n.reverses_id IS NULL AND n.amount_fen > 0) THEN 'G4 borrower' WHEN (o.id IS NULL OR NOT (o.kind = 'loan' AND o.loan_id IS NULL AND o.reverses_id IS NULL AND o.amount_fen > 0) OR o.fund_id <> n.fund_id OR n.date < o.date
    OR (n.kind = 'loan' AND n.reverses_id IS NULL)) THEN 'G4 no loan' ELSE 'G4 reason' END AS rule,
           n.id, n.fund_id, n.project_id, n.village_id, abs(n.amount_fen) AS short_fen
    FROM (SELECT 1 FROM (SELECT NEW.fund_id AS fund_id, NEW.project_id AS project_id, NEW.village_id AS village_id, NEW.kind AS kind, NEW.amount_fen AS total, NEW.date AS last_on) s WHERE s.kind IN ('loan', 'repayment', 'writeoff') LIMIT 1) any_of_them CROSS JOIN (SELECT NEW.id AS id, NEW.kind AS kind, NEW.date AS date, NEW.fund_id AS fund_id, NEW.project_id AS project_id, NEW.village_id AS village_id, NEW.amount_fen AS amount_fen, NEW.over AS over, NEW.reverses_id AS reverses_id, NEW.file_no AS file_no, NEW.row_no AS row_no, NEW.loan_id AS loan_id, NEW.household_id AS household_id, NEW.reason AS reason) n LEFT JOIN entry o ON o.id = n.loan_id
    WHERE n.kind IN ('loan', 'repayment', 'writeoff')
      AND CASE WHEN (n.kind = 'loan' AND n.loan_id IS NULL AND n.reverses_id IS NULL AND n.amount_fen > 0) THEN n.household_id IS NULL
    ELSE (o.id IS NULL OR NOT (o.kind = 'loan' AND o.loan_id IS NULL AND o.reverses_id IS NULL AND o.amount_fen > 0) OR o.fund_id <> n.fund_id OR n.date < o.date
    OR (n.kind = 'loan' AND n.reverses_id IS NULL)) OR (n.kind = 'writeoff' AND n.reason IS NULL) END
    UNION ALL
    SELECT 'G4 loan' AS rule, r.id, r.fund_id, r.project_id, r.village_id, -r.running AS short_fen
    FROM (SELECT n.id, n.fund_id, n.project_id, n.village_id, CASE WHEN CASE n.kind WHEN 'loan' THEN n.amount_fen WHEN 'repayment' THEN -n.amount_fen WHEN 'writeoff' THEN -n.amount_fen ELSE 0 END < 0 THEN (o.amount_fen + coalesce((SELECT sum(CASE x.kind WHEN 'loan' THEN x.amount_fen WHEN 'repayment' THEN -x.amount_fen WHEN 'writeoff' THEN -x.amount_fen ELSE 0 END) FROM entry x WHERE x.loan_id = o.id), 0) - sum(CASE WHEN CASE n.kind WHEN 'loan' THEN n.amount_fen WHEN 'repayment' THEN -n.amount_fen WHEN 'writeoff' THEN -n.amount_fen ELSE 0 END < 0 AND EXISTS (SELECT 1 FROM entry e WHERE e.id = n.id) THEN CASE n.kind WHEN 'loan' THEN n.amount_fen WHEN 'repayment' THEN -n.amount_fen WHEN 'writeoff' THEN -n.amount_fen ELSE 0 END ELSE 0 END)
                OVER (PARTITION BY n.loan_id)
            + sum(CASE WHEN CASE n.kind WHEN 'loan' THEN n.amount_fen WHEN 'repayment' THEN -n.amount_fen WHEN 'writeoff' THEN -n.amount_fen ELSE 0 END > 0 AND NOT EXISTS (SELECT 1 FROM entry e WHERE e.id = n.id) THEN CASE n.kind WHEN 'loan' THEN n.amount_fen WHEN 'repayment' THEN -n.amount_fen WHEN 'writeoff' THEN -n.amount_fen ELSE 0 END ELSE 0 END)
                OVER (PARTITION BY n.loan_id)
            + sum(CASE WHEN CASE n.kind WHEN 'loan' THEN n.amount_fen WHEN 'repayment' THEN -n.amount_fen WHEN 'writeoff' THEN -n.amount_fen ELSE 0 END < 0 THEN CASE n.kind WHEN 'loan' THEN n.amount_fen WHEN 'repayment' THEN -n.amount_fen WHEN 'writeoff' THEN -n.amount_fen ELSE 0 END ELSE 0 END) OVER (PARTITION BY n.loan_id ORDER BY n.date, n.file_no, n.row_no, n.id)) WHEN n.amount_fen < 0 AND n.kind <> 'loan' THEN (coalesce((SELECT sum(x.amount_fen) FROM entry x WHERE x.loan_id = o.id AND x.kind = n.kind), 0) - sum(CASE WHEN CASE n.kind WHEN 'loan' THEN 0 ELSE n.amount_fen END < 0 AND EXISTS (SELECT 1 FROM entry e WHERE e.id = n.id) THEN CASE n.kind WHEN 'loan' THEN 0 ELSE n.amount_fen END ELSE 0 END)
                OVER (PARTITION BY n.loan_id, n.kind)
            + sum(CASE WHEN CASE n.kind WHEN 'loan' THEN 0 ELSE n.amount_fen END > 0 AND NOT EXISTS (SELECT 1 FROM entry e WHERE e.id = n.id) THEN CASE n.kind WHEN 'loan' THEN 0 ELSE n.amount_fen END ELSE 0 END)
                OVER (PARTITION BY n.loan_id, n.kind)
            + sum(CASE WHEN CASE n.kind WHEN 'loan' THEN 0 ELSE n.amount_fen END < 0 THEN CASE n.kind WHEN 'loan' THEN 0 ELSE n.amount_fen END ELSE 0 END) OVER (PARTITION BY n.loan_id, n.kind ORDER BY n.date, n.file_no, n.row_no, n.id)) ELSE 0 END AS running
          FROM (SELECT 1 FROM (SELECT NEW.fund_id AS fund_id, NEW.project_id AS project_id, NEW.village_id AS village_id, NEW.kind AS kind, NEW.amount_fen AS total, NEW.date AS last_on) s WHERE s.kind IN ('loan', 'repayment', 'writeoff') LIMIT 1) any_of_them CROSS JOIN (SELECT NEW.id AS id, NEW.kind AS kind, NEW.date AS date, NEW.fund_id AS fund_id, NEW.project_id AS project_id, NEW.village_id AS village_id, NEW.amount_fen AS amount_fen, NEW.over AS over, NEW.reverses_id AS reverses_id, NEW.file_no AS file_no, NEW.row_no AS row_no, NEW.loan_id AS loan_id, NEW.household_id AS household_id, NEW.reason AS reason) n JOIN entry o ON o.id = n.loan_id WHERE n.kind IN ('loan', 'repayment', 'writeoff')) r
    WHERE r.running < 0
    UNION ALL
    SELECT 'G5' AS rule, n.id, n.fund_id, n.project_id, n.village_id, n.amount_fen AS short_fen
    FROM (SELECT NEW.id AS id, NEW.kind AS kind, NEW.date AS date, NEW.fund_id AS fund_id, NEW.project_id AS project_id, NEW.village_id AS village_id, NEW.amount_fen AS amount_fen, NEW.over AS over, NEW.reverses_id AS reverses_id, NEW.file_no AS file_no, NEW.row_no AS row_no, NEW.loan_id AS loan_id, NEW.household_id AS household_id, NEW.reason AS reason) n JOIN (SELECT DISTINCT * FROM (SELECT s.fund_id, coalesce(s.project_id, 0) AS project_id, coalesce(s.village_id, 0) AS village_id
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
    SELECT 'G5 form' AS rule, n.id, n.fund_id, n.project_id, n.village_id, n.amount_fen AS short_fen
    FROM (SELECT NEW.id AS id, NEW.kind AS kind, NEW.date AS date, NEW.fund_id AS fund_id, NEW.project_id AS project_id, NEW.village_id AS village_id, NEW.amount_fen AS amount_fen, NEW.over AS over, NEW.reverses_id AS reverses_id, NEW.file_no AS file_no, NEW.row_no AS row_no, NEW.loan_id AS loan_id, NEW.household_id AS household_id, NEW.reason AS reason) n JOIN (SELECT DISTINCT * FROM (SELECT s.fund_id, coalesce(s.project_id, 0) AS project_id, coalesce(s.village_id, 0) AS village_id
            FROM (SELECT NEW.fund_id AS fund_id, NEW.project_id AS project_id, NEW.village_id AS village_id, NEW.kind AS kind, NEW.amount_fen AS total, NEW.date AS last_on) s JOIN fund f ON f.id = s.fund_id WHERE s.kind = 'loan' AND f.form = 'grant') x) bad ON n.fund_id = bad.fund_id AND coalesce(n.project_id, 0) = bad.project_id AND coalesce(n.village_id, 0) = bad.village_id LEFT JOIN project p ON p.id = n.project_id
    WHERE n.amount_fen > 0 AND n.over IS NULL AND n.kind = 'loan'
      AND NOT EXISTS (SELECT 1 FROM entry o WHERE o.id = n.reverses_id AND o.date = n.date)
    UNION ALL
    SELECT 'G6' AS rule, n.id, n.fund_id, n.project_id, n.village_id, n.amount_fen AS short_fen
    FROM (SELECT NEW.id AS id, NEW.kind AS kind, NEW.date AS date, NEW.fund_id AS fund_id, NEW.project_id AS project_id, NEW.village_id AS village_id, NEW.amount_fen AS amount_fen, NEW.over AS over, NEW.reverses_id AS reverses_id, NEW.file_no AS file_no, NEW.row_no AS row_no, NEW.loan_id AS loan_id, NEW.household_id AS household_id, NEW.reason AS reason) n JOIN (SELECT DISTINCT * FROM (SELECT s.fund_id, coalesce(s.project_id, 0) AS project_id, coalesce(s.village_id, 0) AS village_id
            FROM (SELECT NEW.fund_id AS fund_id, NEW.project_id AS project_id, NEW.village_id AS village_id, NEW.kind AS kind, NEW.amount_fen AS total, NEW.date AS last_on) s JOIN project p ON p.id = s.project_id
            WHERE s.kind IN ('allocation', 'spending') AND ((p.closed_on IS NOT NULL AND s.last_on > p.closed_on || '~')
    OR (p.closed_on IS NULL AND p.stage IN ('closed', 'cancelled')))) x) bad ON n.fund_id = bad.fund_id AND coalesce(n.project_id, 0) = bad.project_id AND coalesce(n.village_id, 0) = bad.village_id LEFT JOIN project p ON p.id = n.project_id
    WHERE n.amount_fen > 0 AND n.over IS NULL AND n.kind IN ('allocation', 'spending') AND ((p.closed_on IS NOT NULL AND n.date > p.closed_on || '~')
    OR (p.closed_on IS NULL AND p.stage IN ('closed', 'cancelled')))
      AND NOT EXISTS (SELECT 1 FROM entry o WHERE o.id = n.reverses_id AND o.date = n.date)
    UNION ALL
    SELECT 'G8 allocation' AS rule, n.id, n.fund_id, n.project_id, n.village_id, n.amount_fen AS short_fen
    FROM (SELECT NEW.id AS id, NEW.kind AS kind, NEW.date AS date, NEW.fund_id AS fund_id, NEW.project_id AS project_id, NEW.village_id AS village_id, NEW.amount_fen AS amount_fen, NEW.over AS over, NEW.reverses_id AS reverses_id, NEW.file_no AS file_no, NEW.row_no AS row_no, NEW.loan_id AS loan_id, NEW.household_id AS household_id, NEW.reason AS reason) n JOIN (SELECT DISTINCT * FROM (SELECT s.fund_id, coalesce(s.project_id, 0) AS project_id, coalesce(s.village_id, 0) AS village_id
            FROM (SELECT NEW.fund_id AS fund_id, NEW.project_id AS project_id, NEW.village_id AS village_id, NEW.kind AS kind, NEW.amount_fen AS total, NEW.date AS last_on) s WHERE s.kind = 'allocation' AND EXISTS (SELECT 1 FROM setting g WHERE g.name = 'require_steps' AND g.value = 'on') AND (SELECT count(DISTINCT t.name) FROM step t WHERE t.project_id = s.project_id AND t.name IN ('proposal', 'confirm1', 'confirm2', 'confirm3', 'confirm4', 'confirm5', 'confirm6') AND coalesce(t.result, 'passed') = 'passed') < 7) x) bad ON n.fund_id = bad.fund_id AND coalesce(n.project_id, 0) = bad.project_id AND coalesce(n.village_id, 0) = bad.village_id LEFT JOIN project p ON p.id = n.project_id
    WHERE n.amount_fen > 0 AND n.over IS NULL AND n.kind = 'allocation'
      AND NOT EXISTS (SELECT 1 FROM entry o WHERE o.id = n.reverses_id AND o.date = n.date)
    UNION ALL
    SELECT 'G8 spending' AS rule, n.id, n.fund_id, n.project_id, n.village_id, n.amount_fen AS short_fen
    FROM (SELECT NEW.id AS id, NEW.kind AS kind, NEW.date AS date, NEW.fund_id AS fund_id, NEW.project_id AS project_id, NEW.village_id AS village_id, NEW.amount_fen AS amount_fen, NEW.over AS over, NEW.reverses_id AS reverses_id, NEW.file_no AS file_no, NEW.row_no AS row_no, NEW.loan_id AS loan_id, NEW.household_id AS household_id, NEW.reason AS reason) n JOIN (SELECT DISTINCT * FROM (SELECT s.fund_id, coalesce(s.project_id, 0) AS project_id, coalesce(s.village_id, 0) AS village_id
            FROM (SELECT NEW.fund_id AS fund_id, NEW.project_id AS project_id, NEW.village_id AS village_id, NEW.kind AS kind, NEW.amount_fen AS total, NEW.date AS last_on) s WHERE s.kind = 'spending' AND EXISTS (SELECT 1 FROM setting g WHERE g.name = 'require_steps' AND g.value = 'on') AND (SELECT count(DISTINCT t.name) FROM step t WHERE t.project_id = s.project_id AND t.name IN ('acceptance') AND coalesce(t.result, 'passed') = 'passed') < 1) x) bad ON n.fund_id = bad.fund_id AND coalesce(n.project_id, 0) = bad.project_id AND coalesce(n.village_id, 0) = bad.village_id LEFT JOIN project p ON p.id = n.project_id
    WHERE n.amount_fen > 0 AND n.over IS NULL AND n.kind = 'spending'
      AND NOT EXISTS (SELECT 1 FROM entry o WHERE o.id = n.reverses_id AND o.date = n.date)) LIMIT 1;
        INSERT INTO fund_balance (fund_id) SELECT NEW.fund_id
            WHERE NOT EXISTS (SELECT 1 FROM fund_balance WHERE fund_id = NEW.fund_id);
        UPDATE fund_balance SET received_fen = CASE WHEN NEW.kind = 'receipt' THEN coalesce(received_fen, 0) + NEW.amount_fen ELSE received_fen END, interest_fen = CASE WHEN NEW.kind = 'interest' THEN coalesce(interest_fen, 0) + NEW.amount_fen ELSE interest_fen END, allocated_fen = CASE WHEN NEW.kind = 'allocation' THEN coalesce(allocated_fen, 0) + NEW.amount_fen ELSE allocated_fen END, disbursed_fen = CASE WHEN NEW.kind = 'disbursement' THEN coalesce(disbursed_fen, 0) + NEW.amount_fen ELSE disbursed_fen END, spent_fen = CASE WHEN NEW.kind = 'spending' THEN coalesce(spent_fen, 0) + NEW.amount_fen ELSE spent_fen END, lent_fen = CASE WHEN NEW.kind = 'loan' THEN coalesce(lent_fen, 0) + NEW.amount_fen ELSE lent_fen END, repaid_fen = CASE WHEN NEW.kind = 'repayment' THEN coalesce(repaid_fen, 0) + NEW.amount_fen ELSE repaid_fen END, written_off_fen = CASE WHEN NEW.kind = 'writeoff' THEN coalesce(written_off_fen, 0) + NEW.amount_fen ELSE written_off_fen END WHERE fund_id = NEW.fund_id;
        INSERT INTO cell_balance (fund_id, project_id, village_id)
            SELECT NEW.fund_id, coalesce(NEW.project_id, 0), coalesce(NEW.village_id, 0)
            WHERE NEW.kind IN ('allocation', 'disbursement', 'spending') AND NOT EXISTS (SELECT 1 FROM cell_balance WHERE fund_id = NEW.fund_id AND project_id = coalesce(NEW.project_id, 0) AND village_id = coalesce(NEW.village_id, 0));
        UPDATE cell_balance SET allocated_fen = CASE WHEN NEW.kind = 'allocation' THEN coalesce(allocated_fen, 0) + NEW.amount_fen ELSE allocated_fen END, disbursed_fen = CASE WHEN NEW.kind = 'disbursement' THEN coalesce(disbursed_fen, 0) + NEW.amount_fen ELSE disbursed_fen END, spent_fen = CASE WHEN NEW.kind = 'spending' THEN coalesce(spent_fen, 0) + NEW.amount_fen ELSE spent_fen END WHERE NEW.kind IN ('allocation', 'disbursement', 'spending') AND fund_id = NEW.fund_id AND project_id = coalesce(NEW.project_id, 0) AND village_id = coalesce(NEW.village_id, 0);
        INSERT INTO entry_ref (ref, entry_id) SELECT NEW.ref, NEW.id WHERE NEW.ref IS NOT NULL; END;
COMMIT;
