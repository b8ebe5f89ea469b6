SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET transaction_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
CREATE FUNCTION public.aidtrack_append_only() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'aidtrack G7' USING ERRCODE = 'check_violation'; END $$;
CREATE FUNCTION public.aidtrack_entry_guard() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN 
        -- Nobody changes what these funds and projects state until this is committed.
        PERFORM 1 FROM fund WHERE id IN (SELECT fund_id FROM new_entry) ORDER BY id FOR SHARE;
        PERFORM 1 FROM project WHERE id IN (SELECT project_id FROM new_entry) ORDER BY id FOR SHARE;
        -- The fund's balance is the lock: whoever holds it sees, and is seen by, every other writer of the fund.
        INSERT INTO fund_balance (fund_id) SELECT DISTINCT fund_id FROM new_entry ORDER BY 1 ON CONFLICT DO NOTHING;
        PERFORM 1 FROM fund_balance WHERE fund_id IN (SELECT fund_id FROM new_entry) ORDER BY fund_id FOR UPDATE;
        DECLARE broken record;
        BEGIN
            FOR broken IN 
    SELECT CASE WHEN 1 = 0 THEN 'G4 cut' ELSE 'G1' END AS rule,
           r.id, r.fund_id, r.project_id, r.village_id, -r.running AS short_fen
    FROM (
        SELECT n.id, n.kind, n.over, n.fund_id, n.project_id, n.village_id, CASE WHEN n.kind = 'allocation' THEN -n.amount_fen WHEN n.kind IN ('receipt', 'interest') AND f.budget_fen IS NULL THEN n.amount_fen ELSE 0 END AS delta,
               short.room + sum(CASE WHEN CASE WHEN n.kind = 'allocation' THEN -n.amount_fen WHEN n.kind IN ('receipt', 'interest') AND f.budget_fen IS NULL THEN n.amount_fen ELSE 0 END > 0 THEN CASE WHEN n.kind = 'allocation' THEN -n.amount_fen WHEN n.kind IN ('receipt', 'interest') AND f.budget_fen IS NULL THEN n.amount_fen ELSE 0 END ELSE 0 END) OVER (PARTITION BY short.fund_id)
               + sum(CASE WHEN CASE WHEN n.kind = 'allocation' THEN -n.amount_fen WHEN n.kind IN ('receipt', 'interest') AND f.budget_fen IS NULL THEN n.amount_fen ELSE 0 END < 0 THEN CASE WHEN n.kind = 'allocation' THEN -n.amount_fen WHEN n.kind IN ('receipt', 'interest') AND f.budget_fen IS NULL THEN n.amount_fen ELSE 0 END ELSE 0 END)
                 OVER (PARTITION BY short.fund_id ORDER BY n.date, n.file_no, n.row_no, n.id) AS running
        FROM new_entry n JOIN (SELECT s.fund_id AS fund_id, max(coalesce(f.budget_fen, coalesce(b.received_fen, 0) + coalesce(b.interest_fen, 0)) - coalesce(b.allocated_fen, 0)) AS room
            FROM (SELECT fund_id, project_id, village_id, kind, sum(amount_fen) AS total, max(date) AS last_on FROM new_entry GROUP BY 1, 2, 3, 4) s JOIN fund f ON f.id = s.fund_id LEFT JOIN fund_balance b ON b.fund_id = s.fund_id
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
        FROM new_entry n JOIN (SELECT s.fund_id AS fund_id, coalesce(s.project_id, 0) AS project_id, coalesce(s.village_id, 0) AS village_id, max(coalesce(c.allocated_fen, 0) - coalesce(c.spent_fen, 0)) AS room
            FROM (SELECT fund_id, project_id, village_id, kind, sum(amount_fen) AS total, max(date) AS last_on FROM new_entry GROUP BY 1, 2, 3, 4) s JOIN fund f ON f.id = s.fund_id LEFT JOIN cell_balance c ON c.fund_id = s.fund_id AND c.project_id = coalesce(s.project_id, 0) AND c.village_id = coalesce(s.village_id, 0)
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
        FROM new_entry n JOIN (SELECT s.fund_id AS fund_id, max(coalesce(b.received_fen, 0) + coalesce(b.interest_fen, 0) - coalesce(b.spent_fen, 0) - coalesce(b.lent_fen, 0) + coalesce(b.repaid_fen, 0)) AS room
            FROM (SELECT fund_id, project_id, village_id, kind, sum(amount_fen) AS total, max(date) AS last_on FROM new_entry GROUP BY 1, 2, 3, 4) s JOIN fund f ON f.id = s.fund_id LEFT JOIN fund_balance b ON b.fund_id = s.fund_id
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
        FROM new_entry n JOIN (SELECT s.fund_id AS fund_id, coalesce(s.project_id, 0) AS project_id, coalesce(s.village_id, 0) AS village_id, s.kind AS kind, max(CASE s.kind WHEN 'allocation' THEN coalesce(c.allocated_fen, 0) WHEN 'disbursement' THEN coalesce(c.disbursed_fen, 0) ELSE coalesce(c.spent_fen, 0) END) AS room
            FROM (SELECT fund_id, project_id, village_id, kind, sum(amount_fen) AS total, max(date) AS last_on FROM new_entry GROUP BY 1, 2, 3, 4) s JOIN fund f ON f.id = s.fund_id LEFT JOIN cell_balance c ON c.fund_id = s.fund_id AND c.project_id = coalesce(s.project_id, 0) AND c.village_id = coalesce(s.village_id, 0)
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
        FROM new_entry n JOIN (SELECT s.fund_id AS fund_id, s.kind AS kind, max(CASE s.kind WHEN 'receipt' THEN coalesce(b.received_fen, 0) WHEN 'interest' THEN coalesce(b.interest_fen, 0) WHEN 'loan' THEN coalesce(b.lent_fen, 0) ELSE coalesce(b.repaid_fen, 0) END) AS room
            FROM (SELECT fund_id, project_id, village_id, kind, sum(amount_fen) AS total, max(date) AS last_on FROM new_entry GROUP BY 1, 2, 3, 4) s JOIN fund f ON f.id = s.fund_id LEFT JOIN fund_balance b ON b.fund_id = s.fund_id
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
                                AND (e.id <= n.id OR NOT EXISTS (SELECT 1 FROM new_entry m WHERE m.id = e.id)))) - abs(o.amount_fen)
               END AS short_fen
        FROM new_entry n JOIN entry o ON o.id = n.reverses_id
        WHERE n.reverses_id IS NOT NULL
    ) r
    WHERE r.short_fen > 0
    UNION ALL
    SELECT 'G5' AS rule, n.id, n.fund_id, n.project_id, n.village_id, n.amount_fen AS short_fen
    FROM new_entry n JOIN (SELECT DISTINCT * FROM (SELECT s.fund_id, coalesce(s.project_id, 0) AS project_id, coalesce(s.village_id, 0) AS village_id
            FROM (SELECT fund_id, project_id, village_id, kind, sum(amount_fen) AS total, max(date) AS last_on FROM new_entry GROUP BY 1, 2, 3, 4) s JOIN fund f ON f.id = s.fund_id
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
    FROM new_entry n JOIN (SELECT DISTINCT * FROM (SELECT s.fund_id, coalesce(s.project_id, 0) AS project_id, coalesce(s.village_id, 0) AS village_id
            FROM (SELECT fund_id, project_id, village_id, kind, sum(amount_fen) AS total, max(date) AS last_on FROM new_entry GROUP BY 1, 2, 3, 4) s JOIN project p ON p.id = s.project_id
            WHERE s.kind IN ('allocation', 'spending') AND ((p.closed_on IS NOT NULL AND s.last_on > p.closed_on || '~')
    OR (p.closed_on IS NULL AND p.stage IN ('closed', 'cancelled')))) x) bad ON n.fund_id = bad.fund_id AND coalesce(n.project_id, 0) = bad.project_id AND coalesce(n.village_id, 0) = bad.village_id LEFT JOIN project p ON p.id = n.project_id
    WHERE n.amount_fen > 0 AND n.over IS NULL AND n.kind IN ('allocation', 'spending') AND ((p.closed_on IS NOT NULL AND n.date > p.closed_on || '~')
    OR (p.closed_on IS NULL AND p.stage IN ('closed', 'cancelled')))
      AND NOT EXISTS (SELECT 1 FROM entry o WHERE o.id = n.reverses_id AND o.date = n.date) LIMIT 1 LOOP
                RAISE EXCEPTION 'aidtrack %', left(broken.rule, 2)
                    USING ERRCODE = 'check_violation', DETAIL = format('entry %s, short by %s fen', broken.id, broken.short_fen);
            END LOOP;
        END;
        INSERT INTO fund_balance (fund_id, received_fen, interest_fen, allocated_fen, disbursed_fen, spent_fen, lent_fen, repaid_fen)
        SELECT s.fund_id, sum(CASE WHEN s.kind = 'receipt' THEN s.total END), sum(CASE WHEN s.kind = 'interest' THEN s.total END), sum(CASE WHEN s.kind = 'allocation' THEN s.total END), sum(CASE WHEN s.kind = 'disbursement' THEN s.total END), sum(CASE WHEN s.kind = 'spending' THEN s.total END), sum(CASE WHEN s.kind = 'loan' THEN s.total END), sum(CASE WHEN s.kind = 'repayment' THEN s.total END) FROM (SELECT fund_id, project_id, village_id, kind, sum(amount_fen) AS total, max(date) AS last_on FROM new_entry GROUP BY 1, 2, 3, 4) s WHERE s.kind IN ('receipt', 'interest', 'allocation', 'disbursement', 'spending', 'loan', 'repayment') GROUP BY s.fund_id ORDER BY s.fund_id
        ON CONFLICT (fund_id) DO UPDATE SET received_fen = CASE WHEN excluded.received_fen IS NULL THEN fund_balance.received_fen ELSE coalesce(fund_balance.received_fen, 0) + excluded.received_fen END, interest_fen = CASE WHEN excluded.interest_fen IS NULL THEN fund_balance.interest_fen ELSE coalesce(fund_balance.interest_fen, 0) + excluded.interest_fen END, allocated_fen = CASE WHEN excluded.allocated_fen IS NULL THEN fund_balance.allocated_fen ELSE coalesce(fund_balance.allocated_fen, 0) + excluded.allocated_fen END, disbursed_fen = CASE WHEN excluded.disbursed_fen IS NULL THEN fund_balance.disbursed_fen ELSE coalesce(fund_balance.disbursed_fen, 0) + excluded.disbursed_fen END, spent_fen = CASE WHEN excluded.spent_fen IS NULL THEN fund_balance.spent_fen ELSE coalesce(fund_balance.spent_fen, 0) + excluded.spent_fen END, lent_fen = CASE WHEN excluded.lent_fen IS NULL THEN fund_balance.lent_fen ELSE coalesce(fund_balance.lent_fen, 0) + excluded.lent_fen END, repaid_fen = CASE WHEN excluded.repaid_fen IS NULL THEN fund_balance.repaid_fen ELSE coalesce(fund_balance.repaid_fen, 0) + excluded.repaid_fen END;
        INSERT INTO cell_balance (fund_id, project_id, village_id, allocated_fen, disbursed_fen, spent_fen)
        SELECT s.fund_id, coalesce(s.project_id, 0), coalesce(s.village_id, 0), sum(CASE WHEN s.kind = 'allocation' THEN s.total END), sum(CASE WHEN s.kind = 'disbursement' THEN s.total END), sum(CASE WHEN s.kind = 'spending' THEN s.total END) FROM (SELECT fund_id, project_id, village_id, kind, sum(amount_fen) AS total, max(date) AS last_on FROM new_entry GROUP BY 1, 2, 3, 4) s WHERE s.kind IN ('allocation', 'disbursement', 'spending') GROUP BY s.fund_id, coalesce(s.project_id, 0), coalesce(s.village_id, 0) ORDER BY s.fund_id, coalesce(s.project_id, 0), coalesce(s.village_id, 0)
        ON CONFLICT (fund_id, project_id, village_id) DO UPDATE SET allocated_fen = CASE WHEN excluded.allocated_fen IS NULL THEN cell_balance.allocated_fen ELSE coalesce(cell_balance.allocated_fen, 0) + excluded.allocated_fen END, disbursed_fen = CASE WHEN excluded.disbursed_fen IS NULL THEN cell_balance.disbursed_fen ELSE coalesce(cell_balance.disbursed_fen, 0) + excluded.disbursed_fen END, spent_fen = CASE WHEN excluded.spent_fen IS NULL THEN cell_balance.spent_fen ELSE coalesce(cell_balance.spent_fen, 0) + excluded.spent_fen END;
        INSERT INTO entry_ref (ref, entry_id) SELECT ref, id FROM new_entry WHERE ref IS NOT NULL;
        RETURN NULL; END $$;
CREATE FUNCTION public.aidtrack_fund_budget_guard() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF EXISTS (
    SELECT 1 FROM (SELECT coalesce(allocated_fen, 0) AS allocated, coalesce(received_fen, 0) + coalesce(interest_fen, 0) AS came_in
                   FROM fund_balance WHERE fund_id = NEW.id) b
    WHERE b.allocated > coalesce(NEW.budget_fen, b.came_in)
      AND coalesce(NEW.budget_fen, b.came_in) < coalesce(OLD.budget_fen, b.came_in)) THEN RAISE EXCEPTION 'aidtrack G1' USING ERRCODE = 'check_violation'; END IF; RETURN NULL; END $$;
CREATE FUNCTION public.aidtrack_fund_earmark_guard() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF EXISTS (
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
      AND coalesce(x.project_id, 0) = c.project_id AND coalesce(x.village_id, 0) = c.village_id), 0)) > 0) THEN RAISE EXCEPTION 'aidtrack G5' USING ERRCODE = 'check_violation'; END IF; RETURN NULL; END $$;
CREATE FUNCTION public.aidtrack_project_closing_guard() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF EXISTS (
    SELECT 1 FROM entry e JOIN project p ON p.id = e.project_id
    WHERE e.project_id = NEW.id AND p.closed_on IS NOT NULL AND e.amount_fen > 0 AND e.over IS NULL
      AND e.kind IN ('allocation', 'spending') AND ((p.closed_on IS NOT NULL AND e.date > p.closed_on || '~')
    OR (p.closed_on IS NULL AND p.stage IN ('closed', 'cancelled')))
      AND NOT EXISTS (SELECT 1 FROM entry o WHERE o.id = e.reverses_id AND o.date = e.date)
      AND e.amount_fen + coalesce((SELECT sum(r.amount_fen) FROM entry r WHERE r.reverses_id = e.id), 0) > 0) THEN RAISE EXCEPTION 'aidtrack G6' USING ERRCODE = 'check_violation'; END IF; RETURN NULL; END $$;
CREATE FUNCTION public.aidtrack_project_earmark_guard() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF EXISTS (
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
      AND coalesce(x.project_id, 0) = c.project_id AND coalesce(x.village_id, 0) = c.village_id), 0)) > 0) THEN RAISE EXCEPTION 'aidtrack G5' USING ERRCODE = 'check_violation'; END IF; RETURN NULL; END $$;
CREATE FUNCTION public.aidtrack_village_earmark_guard() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF EXISTS (
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
      AND coalesce(x.project_id, 0) = c.project_id AND coalesce(x.village_id, 0) = c.village_id), 0)) > 0) THEN RAISE EXCEPTION 'aidtrack G5' USING ERRCODE = 'check_violation'; END IF; RETURN NULL; END $$;
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);
CREATE TABLE public.audit (
    id bigint NOT NULL,
    at text NOT NULL COLLATE pg_catalog."C",
    actor text NOT NULL COLLATE pg_catalog."C",
    action text NOT NULL COLLATE pg_catalog."C",
    noun text NOT NULL COLLATE pg_catalog."C",
    object_id bigint,
    batch_id bigint,
    before text COLLATE pg_catalog."C",
    after text COLLATE pg_catalog."C",
    previous text NOT NULL COLLATE pg_catalog."C",
    hash text NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT id_in_range CHECK (((id >= 1) AND (id <= '9007199254740991'::bigint)))
);
ALTER TABLE public.audit ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.audit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.batch (
    id bigint NOT NULL,
    at text NOT NULL COLLATE pg_catalog."C",
    actor text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    undoes bigint,
    entries bigint,
    first_entry_id bigint,
    last_entry_id bigint,
    CONSTRAINT batch_kind CHECK ((kind = ANY (ARRAY['import'::text, 'undo'::text]))),
    CONSTRAINT id_in_range CHECK (((id >= 1) AND (id <= '9007199254740991'::bigint)))
);
CREATE TABLE public.batch_file (
    id bigint NOT NULL,
    batch_id bigint NOT NULL,
    file_no bigint NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    sheet text COLLATE pg_catalog."C",
    sha256 text NOT NULL COLLATE pg_catalog."C",
    noun text NOT NULL COLLATE pg_catalog."C",
    encoding text NOT NULL COLLATE pg_catalog."C",
    row_count bigint NOT NULL,
    CONSTRAINT id_in_range CHECK (((id >= 1) AND (id <= '9007199254740991'::bigint)))
);
ALTER TABLE public.batch_file ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.batch_file_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE public.batch ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.batch_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.cell_balance (
    fund_id bigint NOT NULL,
    project_id bigint NOT NULL,
    village_id bigint NOT NULL,
    allocated_fen bigint,
    disbursed_fen bigint,
    spent_fen bigint
);
CREATE TABLE public.entry (
    id bigint NOT NULL,
    kind text NOT NULL COLLATE pg_catalog."C",
    date text NOT NULL COLLATE pg_catalog."C",
    fund_id bigint NOT NULL,
    project_id bigint,
    village_id bigint,
    amount_fen bigint NOT NULL,
    payee text COLLATE pg_catalog."C",
    voucher text COLLATE pg_catalog."C",
    doc_no text COLLATE pg_catalog."C",
    ref text COLLATE pg_catalog."C",
    purpose text COLLATE pg_catalog."C",
    reason text COLLATE pg_catalog."C",
    over text COLLATE pg_catalog."C",
    reverses_id bigint,
    batch_id bigint,
    file_no bigint,
    row_no bigint,
    CONSTRAINT entry_amount CHECK ((amount_fen <> 0)),
    CONSTRAINT entry_date CHECK (((length(date) = 10) AND (date >= '1949-01-01'::text) AND (date < '2101'::text))),
    CONSTRAINT entry_kind CHECK (((kind = 'spending'::text) OR (kind = 'allocation'::text) OR (kind = 'receipt'::text) OR (kind = 'disbursement'::text) OR (kind = 'interest'::text) OR (kind = 'loan'::text) OR (kind = 'repayment'::text))),
    CONSTRAINT entry_over_given CHECK ((TRIM(BOTH FROM over) <> ''::text)),
    CONSTRAINT entry_reason CHECK (((amount_fen > 0) OR (reason IS NOT NULL))),
    CONSTRAINT entry_reason_given CHECK ((TRIM(BOTH FROM reason) <> ''::text)),
    CONSTRAINT id_in_range CHECK (((id >= 1) AND (id <= '9007199254740991'::bigint)))
);
ALTER TABLE public.entry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.entry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.entry_ref (
    ref text NOT NULL COLLATE pg_catalog."C",
    entry_id bigint NOT NULL
);
CREATE TABLE public.fund (
    id bigint NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    source text COLLATE pg_catalog."C",
    provider text COLLATE pg_catalog."C",
    year bigint,
    budget_fen bigint,
    qualifier text COLLATE pg_catalog."C",
    raw text COLLATE pg_catalog."C",
    form text COLLATE pg_catalog."C",
    doc_no text COLLATE pg_catalog."C",
    earmark_category text COLLATE pg_catalog."C",
    earmark_place text COLLATE pg_catalog."C",
    part_of_id bigint,
    idle_from text COLLATE pg_catalog."C",
    note text COLLATE pg_catalog."C",
    batch_id bigint,
    CONSTRAINT fund_budget CHECK ((budget_fen >= 0)),
    CONSTRAINT fund_named CHECK ((name <> ''::text)),
    CONSTRAINT fund_qualifier CHECK ((qualifier = ANY (ARRAY['='::text, '≥'::text, '≈'::text]))),
    CONSTRAINT id_in_range CHECK (((id >= 1) AND (id <= '9007199254740991'::bigint)))
);
CREATE TABLE public.fund_balance (
    fund_id bigint NOT NULL,
    received_fen bigint,
    interest_fen bigint,
    allocated_fen bigint,
    disbursed_fen bigint,
    spent_fen bigint,
    lent_fen bigint,
    repaid_fen bigint
);
ALTER TABLE public.fund ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.fund_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.organization (
    id bigint NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    alias text COLLATE pg_catalog."C",
    role text COLLATE pg_catalog."C",
    place text COLLATE pg_catalog."C",
    note text COLLATE pg_catalog."C",
    batch_id bigint,
    CONSTRAINT id_in_range CHECK (((id >= 1) AND (id <= '9007199254740991'::bigint))),
    CONSTRAINT organization_named CHECK ((name <> ''::text))
);
ALTER TABLE public.organization ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.organization_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.project (
    id bigint NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    code text COLLATE pg_catalog."C",
    category text COLLATE pg_catalog."C",
    village_id bigint,
    content text COLLATE pg_catalog."C",
    implementer text COLLATE pg_catalog."C",
    responsible text COLLATE pg_catalog."C",
    agreement_no text COLLATE pg_catalog."C",
    planned_cost_fen bigint,
    planned_start text COLLATE pg_catalog."C",
    planned_end text COLLATE pg_catalog."C",
    actual_start text COLLATE pg_catalog."C",
    actual_end text COLLATE pg_catalog."C",
    closed_on text COLLATE pg_catalog."C",
    stage text COLLATE pg_catalog."C",
    households bigint,
    persons bigint,
    target text COLLATE pg_catalog."C",
    note text COLLATE pg_catalog."C",
    batch_id bigint,
    CONSTRAINT id_in_range CHECK (((id >= 1) AND (id <= '9007199254740991'::bigint))),
    CONSTRAINT project_cost CHECK ((planned_cost_fen >= 0)),
    CONSTRAINT project_name CHECK (((name <> ''::text) AND (name !~~ '%/%'::text)))
);
ALTER TABLE public.project ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.project_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.village (
    id bigint NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    alias text COLLATE pg_catalog."C",
    township text COLLATE pg_catalog."C",
    county text COLLATE pg_catalog."C",
    prefecture text COLLATE pg_catalog."C",
    province text COLLATE pg_catalog."C",
    code text COLLATE pg_catalog."C",
    depth text COLLATE pg_catalog."C",
    exit_status text COLLATE pg_catalog."C",
    exited_on text COLLATE pg_catalog."C",
    income_fen bigint,
    income_on text COLLATE pg_catalog."C",
    helped_from text COLLATE pg_catalog."C",
    helped_to text COLLATE pg_catalog."C",
    note text COLLATE pg_catalog."C",
    batch_id bigint,
    CONSTRAINT id_in_range CHECK (((id >= 1) AND (id <= '9007199254740991'::bigint))),
    CONSTRAINT village_name CHECK (((name <> ''::text) AND (name !~~ '%/%'::text)))
);
CREATE VIEW public.v_entry AS
 SELECT e.id,
    e.kind,
    e.date,
    f.name AS fund,
    p.name AS project,
    v.name AS village,
    (((
        CASE
            WHEN (e.amount_fen < 0) THEN '-'::text
            ELSE ''::text
        END || ((abs(e.amount_fen) / 100))::text) || '.'::text) || substr(((100 + (abs(e.amount_fen) % (100)::bigint)))::text, 2)) AS amount,
    e.payee,
    e.voucher,
    e.doc_no,
    e.ref,
    e.purpose,
    e.reason,
    e.over,
    e.reverses_id,
    e.batch_id,
    e.file_no,
    e.row_no
   FROM (((public.entry e
     JOIN public.fund f ON ((f.id = e.fund_id)))
     LEFT JOIN public.project p ON ((p.id = e.project_id)))
     LEFT JOIN public.village v ON ((v.id = e.village_id)));
CREATE VIEW public.v_fund AS
 SELECT f.id,
    f.name,
    f.source,
    f.year,
    f.qualifier,
    (((
        CASE
            WHEN (f.budget_fen < 0) THEN '-'::text
            ELSE ''::text
        END || ((abs(f.budget_fen) / 100))::text) || '.'::text) || substr(((100 + (abs(f.budget_fen) % (100)::bigint)))::text, 2)) AS budget,
    (((
        CASE
            WHEN (b.received_fen < 0) THEN '-'::text
            ELSE ''::text
        END || ((abs(b.received_fen) / 100))::text) || '.'::text) || substr(((100 + (abs(b.received_fen) % (100)::bigint)))::text, 2)) AS received,
    (((
        CASE
            WHEN (b.interest_fen < 0) THEN '-'::text
            ELSE ''::text
        END || ((abs(b.interest_fen) / 100))::text) || '.'::text) || substr(((100 + (abs(b.interest_fen) % (100)::bigint)))::text, 2)) AS interest,
    (((
        CASE
            WHEN (b.allocated_fen < 0) THEN '-'::text
            ELSE ''::text
        END || ((abs(b.allocated_fen) / 100))::text) || '.'::text) || substr(((100 + (abs(b.allocated_fen) % (100)::bigint)))::text, 2)) AS allocated,
    (((
        CASE
            WHEN (b.disbursed_fen < 0) THEN '-'::text
            ELSE ''::text
        END || ((abs(b.disbursed_fen) / 100))::text) || '.'::text) || substr(((100 + (abs(b.disbursed_fen) % (100)::bigint)))::text, 2)) AS disbursed,
    (((
        CASE
            WHEN (b.spent_fen < 0) THEN '-'::text
            ELSE ''::text
        END || ((abs(b.spent_fen) / 100))::text) || '.'::text) || substr(((100 + (abs(b.spent_fen) % (100)::bigint)))::text, 2)) AS spent,
    (((
        CASE
            WHEN (b.lent_fen < 0) THEN '-'::text
            ELSE ''::text
        END || ((abs(b.lent_fen) / 100))::text) || '.'::text) || substr(((100 + (abs(b.lent_fen) % (100)::bigint)))::text, 2)) AS lent,
    (((
        CASE
            WHEN (b.repaid_fen < 0) THEN '-'::text
            ELSE ''::text
        END || ((abs(b.repaid_fen) / 100))::text) || '.'::text) || substr(((100 + (abs(b.repaid_fen) % (100)::bigint)))::text, 2)) AS repaid
   FROM (public.fund f
     LEFT JOIN public.fund_balance b ON ((b.fund_id = f.id)));
CREATE VIEW public.v_funding AS
 SELECT f.name AS fund,
    p.name AS project,
    v.name AS village,
    v.province,
    v.prefecture,
    v.county,
    v.township,
    p.category,
    p.stage,
    (((
        CASE
            WHEN (c.allocated_fen < 0) THEN '-'::text
            ELSE ''::text
        END || ((abs(c.allocated_fen) / 100))::text) || '.'::text) || substr(((100 + (abs(c.allocated_fen) % (100)::bigint)))::text, 2)) AS allocated,
    (((
        CASE
            WHEN (c.disbursed_fen < 0) THEN '-'::text
            ELSE ''::text
        END || ((abs(c.disbursed_fen) / 100))::text) || '.'::text) || substr(((100 + (abs(c.disbursed_fen) % (100)::bigint)))::text, 2)) AS disbursed,
    (((
        CASE
            WHEN (c.spent_fen < 0) THEN '-'::text
            ELSE ''::text
        END || ((abs(c.spent_fen) / 100))::text) || '.'::text) || substr(((100 + (abs(c.spent_fen) % (100)::bigint)))::text, 2)) AS spent,
    (((
        CASE
            WHEN ((COALESCE(c.allocated_fen, (0)::bigint) - COALESCE(c.spent_fen, (0)::bigint)) < 0) THEN '-'::text
            ELSE ''::text
        END || ((abs((COALESCE(c.allocated_fen, (0)::bigint) - COALESCE(c.spent_fen, (0)::bigint))) / 100))::text) || '.'::text) || substr(((100 + (abs((COALESCE(c.allocated_fen, (0)::bigint) - COALESCE(c.spent_fen, (0)::bigint))) % (100)::bigint)))::text, 2)) AS remaining
   FROM (((public.cell_balance c
     JOIN public.fund f ON ((f.id = c.fund_id)))
     LEFT JOIN public.project p ON ((p.id = c.project_id)))
     LEFT JOIN public.village v ON ((v.id = c.village_id)));
ALTER TABLE public.village ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.village_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE VIEW public."安排与支出" AS
 SELECT f.name AS fund,
    p.name AS project,
    v.name AS village,
    v.province,
    v.prefecture,
    v.county,
    v.township,
    p.category,
    p.stage,
    (((
        CASE
            WHEN (c.allocated_fen < 0) THEN '-'::text
            ELSE ''::text
        END || ((abs(c.allocated_fen) / 100))::text) || '.'::text) || substr(((100 + (abs(c.allocated_fen) % (100)::bigint)))::text, 2)) AS allocated,
    (((
        CASE
            WHEN (c.disbursed_fen < 0) THEN '-'::text
            ELSE ''::text
        END || ((abs(c.disbursed_fen) / 100))::text) || '.'::text) || substr(((100 + (abs(c.disbursed_fen) % (100)::bigint)))::text, 2)) AS disbursed,
    (((
        CASE
            WHEN (c.spent_fen < 0) THEN '-'::text
            ELSE ''::text
        END || ((abs(c.spent_fen) / 100))::text) || '.'::text) || substr(((100 + (abs(c.spent_fen) % (100)::bigint)))::text, 2)) AS spent,
    (((
        CASE
            WHEN ((COALESCE(c.allocated_fen, (0)::bigint) - COALESCE(c.spent_fen, (0)::bigint)) < 0) THEN '-'::text
            ELSE ''::text
        END || ((abs((COALESCE(c.allocated_fen, (0)::bigint) - COALESCE(c.spent_fen, (0)::bigint))) / 100))::text) || '.'::text) || substr(((100 + (abs((COALESCE(c.allocated_fen, (0)::bigint) - COALESCE(c.spent_fen, (0)::bigint))) % (100)::bigint)))::text, 2)) AS remaining
   FROM (((public.cell_balance c
     JOIN public.fund f ON ((f.id = c.fund_id)))
     LEFT JOIN public.project p ON ((p.id = c.project_id)))
     LEFT JOIN public.village v ON ((v.id = c.village_id)));
CREATE VIEW public."流水明细" AS
 SELECT e.id,
    e.kind,
    e.date,
    f.name AS fund,
    p.name AS project,
    v.name AS village,
    (((
        CASE
            WHEN (e.amount_fen < 0) THEN '-'::text
            ELSE ''::text
        END || ((abs(e.amount_fen) / 100))::text) || '.'::text) || substr(((100 + (abs(e.amount_fen) % (100)::bigint)))::text, 2)) AS amount,
    e.payee,
    e.voucher,
    e.doc_no,
    e.ref,
    e.purpose,
    e.reason,
    e.over,
    e.reverses_id,
    e.batch_id,
    e.file_no,
    e.row_no
   FROM (((public.entry e
     JOIN public.fund f ON ((f.id = e.fund_id)))
     LEFT JOIN public.project p ON ((p.id = e.project_id)))
     LEFT JOIN public.village v ON ((v.id = e.village_id)));
CREATE VIEW public."资金一览" AS
 SELECT f.id,
    f.name,
    f.source,
    f.year,
    f.qualifier,
    (((
        CASE
            WHEN (f.budget_fen < 0) THEN '-'::text
            ELSE ''::text
        END || ((abs(f.budget_fen) / 100))::text) || '.'::text) || substr(((100 + (abs(f.budget_fen) % (100)::bigint)))::text, 2)) AS budget,
    (((
        CASE
            WHEN (b.received_fen < 0) THEN '-'::text
            ELSE ''::text
        END || ((abs(b.received_fen) / 100))::text) || '.'::text) || substr(((100 + (abs(b.received_fen) % (100)::bigint)))::text, 2)) AS received,
    (((
        CASE
            WHEN (b.interest_fen < 0) THEN '-'::text
            ELSE ''::text
        END || ((abs(b.interest_fen) / 100))::text) || '.'::text) || substr(((100 + (abs(b.interest_fen) % (100)::bigint)))::text, 2)) AS interest,
    (((
        CASE
            WHEN (b.allocated_fen < 0) THEN '-'::text
            ELSE ''::text
        END || ((abs(b.allocated_fen) / 100))::text) || '.'::text) || substr(((100 + (abs(b.allocated_fen) % (100)::bigint)))::text, 2)) AS allocated,
    (((
        CASE
            WHEN (b.disbursed_fen < 0) THEN '-'::text
            ELSE ''::text
        END || ((abs(b.disbursed_fen) / 100))::text) || '.'::text) || substr(((100 + (abs(b.disbursed_fen) % (100)::bigint)))::text, 2)) AS disbursed,
    (((
        CASE
            WHEN (b.spent_fen < 0) THEN '-'::text
            ELSE ''::text
        END || ((abs(b.spent_fen) / 100))::text) || '.'::text) || substr(((100 + (abs(b.spent_fen) % (100)::bigint)))::text, 2)) AS spent,
    (((
        CASE
            WHEN (b.lent_fen < 0) THEN '-'::text
            ELSE ''::text
        END || ((abs(b.lent_fen) / 100))::text) || '.'::text) || substr(((100 + (abs(b.lent_fen) % (100)::bigint)))::text, 2)) AS lent,
    (((
        CASE
            WHEN (b.repaid_fen < 0) THEN '-'::text
            ELSE ''::text
        END || ((abs(b.repaid_fen) / 100))::text) || '.'::text) || substr(((100 + (abs(b.repaid_fen) % (100)::bigint)))::text, 2)) AS repaid
   FROM (public.fund f
     LEFT JOIN public.fund_balance b ON ((b.fund_id = f.id)));
INSERT INTO public.alembic_version VALUES ('1');
INSERT INTO public.audit VALUES (1, '2026-11-24T17:11:21.611296+00:00', 'office', 'add', 'village', 1, NULL, NULL, '{"county":"陇西县","income_fen":490000,"income_on":"2016","name":"牙河村"}', '0000000000000000000000000000000000000000000000000000000000000000', '510121411c1ce9644062dbb617de28bcf7f04bed19519d3810e9c46b01a18826');
INSERT INTO public.audit VALUES (2, '2026-11-24T17:11:21.635304+00:00', 'office', 'add', 'village', 2, NULL, NULL, '{"alias":"嘴儿村","county":"武山县","income_fen":416000,"name":"咀儿村"}', '510121411c1ce9644062dbb617de28bcf7f04bed19519d3810e9c46b01a18826', 'fc22a404b6ad2ad237b7f360df194659f4fffd4ac251fe0fdd827132ccded5e5');
INSERT INTO public.audit VALUES (3, '2026-11-24T17:11:21.656752+00:00', 'office', 'edit', 'village', 2, NULL, '{"alias":"嘴儿村","county":"武山县","income_fen":416000,"name":"咀儿村"}', '{"alias":"嘴儿村","county":"武山县","income_fen":416000,"income_on":"2016","name":"咀儿村","note":"改过"}', 'fc22a404b6ad2ad237b7f360df194659f4fffd4ac251fe0fdd827132ccded5e5', 'ef5c00cf21ed8b46b70e2850c540cb4e26debf2c26eac42aaa6317a8cc542b8a');
INSERT INTO public.audit VALUES (4, '2026-11-24T17:11:21.681000+00:00', 'office', 'add', 'village', 3, NULL, NULL, '{"income_on":"2015","name":"北村"}', 'ef5c00cf21ed8b46b70e2850c540cb4e26debf2c26eac42aaa6317a8cc542b8a', '26499e01a3a31c626c761b1ecb121323c8814c9416d3f3d34d961fa6b02014ab');
INSERT INTO public.audit VALUES (5, '2026-11-24T17:11:21.698945+00:00', 'office', 'add', 'organization', 1, NULL, NULL, '{"name":"甲单位","role":"member"}', '26499e01a3a31c626c761b1ecb121323c8814c9416d3f3d34d961fa6b02014ab', 'e4ba32a208a8748b1032a2b2971193857e10759413b3753c633ac89c82a0f140');
INSERT INTO public.audit VALUES (6, '2026-11-24T17:11:21.716157+00:00', 'office', 'add', 'fund', 1, NULL, NULL, '{"budget_fen":1000000,"name":"自筹资金","qualifier":"≥","raw":"1万多元"}', 'e4ba32a208a8748b1032a2b2971193857e10759413b3753c633ac89c82a0f140', '5188fde4845703197562e6b77b95bc6ce4fa265ec33b6ae27cc237621f0c5ff7');
INSERT INTO public.audit VALUES (7, '2026-11-24T17:11:21.733404+00:00', 'office', 'add', 'project', 1, NULL, NULL, '{"category":"菌菜大棚","name":"牙河村菌菜大棚","stage":"implementing","village_id":1}', '5188fde4845703197562e6b77b95bc6ce4fa265ec33b6ae27cc237621f0c5ff7', 'd5f8b3812f6ace06870327cb025cc4935916cbaf1cad844fd62fd86402c6c3e3');
INSERT INTO public.audit VALUES (8, '2026-11-24T17:11:21.752684+00:00', 'office', 'add', 'project', 2, NULL, NULL, '{"category":"培训","name":"培训"}', 'd5f8b3812f6ace06870327cb025cc4935916cbaf1cad844fd62fd86402c6c3e3', '90e2089d980607a9ca1bf55201323ddb533e36ca0b8ad15e46eebe08c4150814');
INSERT INTO public.audit VALUES (9, '2026-11-24T17:11:21.772087+00:00', 'office', 'add', 'entry', 1, NULL, NULL, '{"amount_fen":800000,"date":"2017-01-10","fund_id":1,"kind":"receipt"}', '90e2089d980607a9ca1bf55201323ddb533e36ca0b8ad15e46eebe08c4150814', '17f65deaadd173cd442a604ae4cf7a0c9371ea00b8f58ec5245082c1aac107af');
INSERT INTO public.audit VALUES (10, '2026-11-24T17:11:21.810549+00:00', 'office', 'add', 'entry', 2, NULL, NULL, '{"amount_fen":1234,"date":"2017-01-31","fund_id":1,"kind":"interest"}', '17f65deaadd173cd442a604ae4cf7a0c9371ea00b8f58ec5245082c1aac107af', '1e1862cf2bee20676ffe99e3df44211dc372dddd07cecbb8cac7b9cfa1b5a2e8');
INSERT INTO public.audit VALUES (11, '2026-11-24T17:11:21.846806+00:00', 'office', 'add', 'village', 4, 1, NULL, '{"county":"陇西县","income_fen":380050,"income_on":"2016-12","name":"石岭村"}', '1e1862cf2bee20676ffe99e3df44211dc372dddd07cecbb8cac7b9cfa1b5a2e8', '2c25f487a6ab597b2dfc8ce49bd3b72fb660a1ff5d24d562772e312fec2f3319');
INSERT INTO public.audit VALUES (12, '2026-11-24T17:11:21.846806+00:00', 'office', 'import', 'batch', 1, 1, NULL, '{"digest":"df321803cdc96e177a1a7ae5f6901ed8982e4e947957bfea129a928585e8924f","entries":4,"files":[["安排.csv",null,"e9a5750b730ca889e63fc4a6e7fd503fd040f34a3880362afc620f8225ecc21b",2],["支出.csv",null,"0f08735274818829e2e2de51d3f784357b124e5d98c57e553c957fb0967590a6",2],["村.csv",null,"493207f6302645a449cb85602a4860a9646a3a2bb8074e2c5fc125e75787737b",1]]}', '2c25f487a6ab597b2dfc8ce49bd3b72fb660a1ff5d24d562772e312fec2f3319', 'fd27033c18e8c97f5da6e02870abc54d629b15f0af067dde79cac92a1bfe9ef1');
INSERT INTO public.audit VALUES (13, '2026-11-24T17:11:21.908441+00:00', 'office', 'add', 'entry', 7, NULL, NULL, '{"amount_fen":-20000,"date":"2017-04-01","fund_id":1,"kind":"spending","project_id":1,"reason":"退回","reverses_id":5,"village_id":1}', 'fd27033c18e8c97f5da6e02870abc54d629b15f0af067dde79cac92a1bfe9ef1', 'cd48c9a1b47527f096cb30bde7deaf8b832f05e679b78bfdadcf917b07a55d35');
INSERT INTO public.audit VALUES (14, '2026-11-24T17:11:21.943758+00:00', 'office', 'import', 'batch', 2, 2, NULL, '{"digest":"23daa0837bba542ac8aa55c98173b16a7b031b204ffc30f9e1c696aa041aaf96","entries":1,"files":[["错.csv",null,"1fa8822b71f533b221eb39f0d02016372e9adc17925c223ad986b4cdf837f86c",1]]}', 'cd48c9a1b47527f096cb30bde7deaf8b832f05e679b78bfdadcf917b07a55d35', '53f9f18fcbefe2b41cb69462e760269775651046e15db8ebd112800227f41c20');
INSERT INTO public.audit VALUES (15, '2026-11-24T17:11:21.986193+00:00', 'office', 'undo', 'batch', 3, 2, NULL, '{"digest":"7b1026918941de0afdf483306a7336f86f081f0402b808f37ba19643ce0a4815","entries":1,"undoes":2}', '53f9f18fcbefe2b41cb69462e760269775651046e15db8ebd112800227f41c20', 'c68931e95b346426c75e2747b7ef4f4a7e3fd2109c027572def1b6097f6d5320');
INSERT INTO public.batch VALUES (1, '2026-11-24T17:11:21.846806+00:00', 'office', 'import', NULL, 4, 3, 6);
INSERT INTO public.batch VALUES (2, '2026-11-24T17:11:21.943758+00:00', 'office', 'import', NULL, 1, 8, 8);
INSERT INTO public.batch VALUES (3, '2026-11-24T17:11:21.986193+00:00', 'office', 'undo', 2, 1, 9, 9);
INSERT INTO public.batch_file VALUES (1, 1, 1, '安排.csv', NULL, 'e9a5750b730ca889e63fc4a6e7fd503fd040f34a3880362afc620f8225ecc21b', 'allocation', 'utf-8', 2);
INSERT INTO public.batch_file VALUES (2, 1, 2, '支出.csv', NULL, '0f08735274818829e2e2de51d3f784357b124e5d98c57e553c957fb0967590a6', 'spending', 'utf-8', 2);
INSERT INTO public.batch_file VALUES (3, 1, 3, '村.csv', NULL, '493207f6302645a449cb85602a4860a9646a3a2bb8074e2c5fc125e75787737b', 'village', 'utf-8', 1);
INSERT INTO public.batch_file VALUES (4, 2, 1, '错.csv', NULL, '1fa8822b71f533b221eb39f0d02016372e9adc17925c223ad986b4cdf837f86c', 'receipt', 'utf-8', 1);
INSERT INTO public.cell_balance VALUES (1, 2, 0, 50050, NULL, NULL);
INSERT INTO public.cell_balance VALUES (1, 1, 1, 300000, NULL, 300001);
INSERT INTO public.entry VALUES (1, 'receipt', '2017-01-10', 1, NULL, NULL, 800000, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.entry VALUES (2, 'interest', '2017-01-31', 1, NULL, NULL, 1234, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.entry VALUES (3, 'allocation', '2017-02-01', 1, 1, 1, 300000, NULL, NULL, NULL, 'AP-1', NULL, NULL, NULL, NULL, 1, 1, 2);
INSERT INTO public.entry VALUES (4, 'allocation', '2017-02-02', 1, 2, NULL, 50050, NULL, NULL, NULL, 'AP-2', NULL, NULL, NULL, NULL, 1, 1, 3);
INSERT INTO public.entry VALUES (5, 'spending', '2017-03-01', 1, 1, 1, 120000, NULL, NULL, NULL, 'ZC-1', NULL, NULL, NULL, NULL, 1, 2, 2);
INSERT INTO public.entry VALUES (6, 'spending', '2017-03-05', 1, 1, 1, 200001, NULL, NULL, NULL, 'ZC-2', NULL, NULL, '灾情追加', NULL, 1, 2, 3);
INSERT INTO public.entry VALUES (7, 'spending', '2017-04-01', 1, 1, 1, -20000, NULL, NULL, NULL, NULL, NULL, '退回', NULL, 5, NULL, NULL, NULL);
INSERT INTO public.entry VALUES (8, 'receipt', '2017-05-01', 1, NULL, NULL, 700, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, 1, 2);
INSERT INTO public.entry VALUES (9, 'receipt', '2017-05-01', 1, NULL, NULL, -700, NULL, NULL, NULL, NULL, NULL, 'import 2 taken back', NULL, 8, 3, NULL, NULL);
INSERT INTO public.entry_ref VALUES ('AP-1', 3);
INSERT INTO public.entry_ref VALUES ('AP-2', 4);
INSERT INTO public.entry_ref VALUES ('ZC-1', 5);
INSERT INTO public.entry_ref VALUES ('ZC-2', 6);
INSERT INTO public.fund VALUES (1, '自筹资金', NULL, NULL, NULL, 1000000, '≥', '1万多元', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.fund_balance VALUES (1, 800000, 1234, 350050, NULL, 300001, NULL, NULL);
INSERT INTO public.organization VALUES (1, '甲单位', NULL, 'member', NULL, NULL, NULL);
INSERT INTO public.project VALUES (1, '牙河村菌菜大棚', NULL, '菌菜大棚', 1, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'implementing', NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.project VALUES (2, '培训', NULL, '培训', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.village VALUES (1, '牙河村', NULL, NULL, '陇西县', NULL, NULL, NULL, NULL, NULL, NULL, 490000, '2016', NULL, NULL, NULL, NULL);
INSERT INTO public.village VALUES (2, '咀儿村', '嘴儿村', NULL, '武山县', NULL, NULL, NULL, NULL, NULL, NULL, 416000, '2016', NULL, NULL, '改过', NULL);
INSERT INTO public.village VALUES (3, '北村', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2015', NULL, NULL, NULL, NULL);
INSERT INTO public.village VALUES (4, '石岭村', NULL, NULL, '陇西县', NULL, NULL, NULL, NULL, NULL, NULL, 380050, '2016-12', NULL, NULL, NULL, 1);
SELECT pg_catalog.setval('public.audit_id_seq', 15, true);
SELECT pg_catalog.setval('public.batch_file_id_seq', 4, true);
SELECT pg_catalog.setval('public.batch_id_seq', 3, true);
SELECT pg_catalog.setval('public.entry_id_seq', 9, true);
SELECT pg_catalog.setval('public.fund_id_seq', 1, true);
SELECT pg_catalog.setval('public.organization_id_seq', 1, true);
SELECT pg_catalog.setval('public.project_id_seq', 2, true);
SELECT pg_catalog.setval('public.village_id_seq', 4, true);
ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);
ALTER TABLE ONLY public.audit
    ADD CONSTRAINT audit_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.batch_file
    ADD CONSTRAINT batch_file_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.batch
    ADD CONSTRAINT batch_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.batch
    ADD CONSTRAINT batch_undoes UNIQUE (undoes);
ALTER TABLE ONLY public.cell_balance
    ADD CONSTRAINT cell_balance_pkey PRIMARY KEY (fund_id, project_id, village_id);
ALTER TABLE ONLY public.entry
    ADD CONSTRAINT entry_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.entry_ref
    ADD CONSTRAINT entry_ref_pkey PRIMARY KEY (ref);
ALTER TABLE ONLY public.fund_balance
    ADD CONSTRAINT fund_balance_pkey PRIMARY KEY (fund_id);
ALTER TABLE ONLY public.fund
    ADD CONSTRAINT fund_name UNIQUE (name);
ALTER TABLE ONLY public.fund
    ADD CONSTRAINT fund_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.organization
    ADD CONSTRAINT organization_name UNIQUE (name);
ALTER TABLE ONLY public.organization
    ADD CONSTRAINT organization_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.project
    ADD CONSTRAINT project_code UNIQUE (code);
ALTER TABLE ONLY public.project
    ADD CONSTRAINT project_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.village
    ADD CONSTRAINT village_code UNIQUE (code);
ALTER TABLE ONLY public.village
    ADD CONSTRAINT village_pkey PRIMARY KEY (id);
CREATE INDEX audit_object ON public.audit USING btree (noun, object_id);
CREATE INDEX batch_file_sha256 ON public.batch_file USING btree (sha256);
CREATE INDEX cell_balance_project ON public.cell_balance USING btree (project_id);
CREATE INDEX cell_balance_village ON public.cell_balance USING btree (village_id);
CREATE INDEX entry_fund ON public.entry USING btree (fund_id, date);
CREATE INDEX entry_over ON public.entry USING btree (fund_id) WHERE (over IS NOT NULL);
CREATE INDEX entry_project ON public.entry USING btree (project_id, date);
CREATE INDEX entry_reverses ON public.entry USING btree (reverses_id) WHERE (reverses_id IS NOT NULL);
CREATE INDEX entry_village ON public.entry USING btree (village_id, date);
CREATE UNIQUE INDEX project_place ON public.project USING btree (name, COALESCE(village_id, (0)::bigint), COALESCE(code, ''::text));
CREATE INDEX project_village ON public.project USING btree (village_id);
CREATE UNIQUE INDEX village_place ON public.village USING btree (name, COALESCE(township, ''::text), COALESCE(county, ''::text), COALESCE(prefecture, ''::text), COALESCE(province, ''::text), COALESCE(code, ''::text));
CREATE TRIGGER audit_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.audit FOR EACH STATEMENT EXECUTE FUNCTION public.aidtrack_append_only();
CREATE TRIGGER batch_append_only BEFORE DELETE OR TRUNCATE ON public.batch FOR EACH STATEMENT EXECUTE FUNCTION public.aidtrack_append_only();
CREATE TRIGGER batch_file_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.batch_file FOR EACH STATEMENT EXECUTE FUNCTION public.aidtrack_append_only();
CREATE TRIGGER batch_no_update BEFORE UPDATE ON public.batch FOR EACH ROW WHEN ((old.entries IS NOT NULL)) EXECUTE FUNCTION public.aidtrack_append_only();
CREATE TRIGGER cell_balance_delete_kept BEFORE DELETE ON public.cell_balance FOR EACH ROW EXECUTE FUNCTION public.aidtrack_append_only();
CREATE TRIGGER entry_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.entry FOR EACH STATEMENT EXECUTE FUNCTION public.aidtrack_append_only();
CREATE TRIGGER entry_guard AFTER INSERT ON public.entry REFERENCING NEW TABLE AS new_entry FOR EACH STATEMENT EXECUTE FUNCTION public.aidtrack_entry_guard();
CREATE TRIGGER entry_ref_update_kept BEFORE UPDATE ON public.entry_ref FOR EACH ROW EXECUTE FUNCTION public.aidtrack_append_only();
CREATE TRIGGER fund_balance_delete_kept BEFORE DELETE ON public.fund_balance FOR EACH ROW EXECUTE FUNCTION public.aidtrack_append_only();
CREATE TRIGGER fund_budget_guard AFTER UPDATE OF budget_fen ON public.fund FOR EACH ROW EXECUTE FUNCTION public.aidtrack_fund_budget_guard();
CREATE TRIGGER fund_earmark_guard AFTER UPDATE OF earmark_category, earmark_place ON public.fund FOR EACH ROW EXECUTE FUNCTION public.aidtrack_fund_earmark_guard();
CREATE TRIGGER fund_update_kept BEFORE UPDATE OF id ON public.fund FOR EACH ROW WHEN ((new.id <> old.id)) EXECUTE FUNCTION public.aidtrack_append_only();
CREATE TRIGGER organization_update_kept BEFORE UPDATE OF id ON public.organization FOR EACH ROW WHEN ((new.id <> old.id)) EXECUTE FUNCTION public.aidtrack_append_only();
CREATE TRIGGER project_closing_guard AFTER UPDATE OF closed_on, stage ON public.project FOR EACH ROW EXECUTE FUNCTION public.aidtrack_project_closing_guard();
CREATE TRIGGER project_earmark_guard AFTER UPDATE OF category ON public.project FOR EACH ROW EXECUTE FUNCTION public.aidtrack_project_earmark_guard();
CREATE TRIGGER project_update_kept BEFORE UPDATE OF id ON public.project FOR EACH ROW WHEN ((new.id <> old.id)) EXECUTE FUNCTION public.aidtrack_append_only();
CREATE TRIGGER village_earmark_guard AFTER UPDATE OF name, alias, township, county, prefecture, province, code ON public.village FOR EACH ROW EXECUTE FUNCTION public.aidtrack_village_earmark_guard();
CREATE TRIGGER village_update_kept BEFORE UPDATE OF id ON public.village FOR EACH ROW WHEN ((new.id <> old.id)) EXECUTE FUNCTION public.aidtrack_append_only();
ALTER TABLE ONLY public.batch_file
    ADD CONSTRAINT batch_file_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES public.batch(id);
ALTER TABLE ONLY public.batch
    ADD CONSTRAINT batch_undoes_fkey FOREIGN KEY (undoes) REFERENCES public.batch(id);
ALTER TABLE ONLY public.cell_balance
    ADD CONSTRAINT cell_balance_fund_id_fkey FOREIGN KEY (fund_id) REFERENCES public.fund(id);
ALTER TABLE ONLY public.entry
    ADD CONSTRAINT entry_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES public.batch(id);
ALTER TABLE ONLY public.entry
    ADD CONSTRAINT entry_fund_id_fkey FOREIGN KEY (fund_id) REFERENCES public.fund(id);
ALTER TABLE ONLY public.entry
    ADD CONSTRAINT entry_project_id_fkey FOREIGN KEY (project_id) REFERENCES public.project(id);
ALTER TABLE ONLY public.entry_ref
    ADD CONSTRAINT entry_ref_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES public.entry(id);
ALTER TABLE ONLY public.entry
    ADD CONSTRAINT entry_reverses_id_fkey FOREIGN KEY (reverses_id) REFERENCES public.entry(id);
ALTER TABLE ONLY public.entry
    ADD CONSTRAINT entry_village_id_fkey FOREIGN KEY (village_id) REFERENCES public.village(id);
ALTER TABLE ONLY public.fund_balance
    ADD CONSTRAINT fund_balance_fund_id_fkey FOREIGN KEY (fund_id) REFERENCES public.fund(id);
ALTER TABLE ONLY public.fund
    ADD CONSTRAINT fund_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES public.batch(id);
ALTER TABLE ONLY public.fund
    ADD CONSTRAINT fund_part_of_id_fkey FOREIGN KEY (part_of_id) REFERENCES public.fund(id);
ALTER TABLE ONLY public.organization
    ADD CONSTRAINT organization_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES public.batch(id);
ALTER TABLE ONLY public.project
    ADD CONSTRAINT project_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES public.batch(id);
ALTER TABLE ONLY public.project
    ADD CONSTRAINT project_village_id_fkey FOREIGN KEY (village_id) REFERENCES public.village(id);
ALTER TABLE ONLY public.village
    ADD CONSTRAINT village_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES public.batch(id);
