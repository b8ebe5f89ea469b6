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
        FROM new_entry n JOIN (SELECT s.fund_id AS fund_id, s.kind AS kind, max(CASE s.kind WHEN 'receipt' THEN coalesce(b.received_fen, 0) WHEN 'interest' THEN coalesce(b.interest_fen, 0) WHEN 'loan' THEN coalesce(b.lent_fen, 0) WHEN 'repayment' THEN coalesce(b.repaid_fen, 0) WHEN 'writeoff' THEN coalesce(b.written_off_fen, 0) END) AS room
            FROM (SELECT fund_id, project_id, village_id, kind, sum(amount_fen) AS total, max(date) AS last_on FROM new_entry GROUP BY 1, 2, 3, 4) s JOIN fund f ON f.id = s.fund_id LEFT JOIN fund_balance b ON b.fund_id = s.fund_id
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
                                AND (e.id <= n.id OR NOT EXISTS (SELECT 1 FROM new_entry m WHERE m.id = e.id)))) - abs(o.amount_fen)
               END AS short_fen
        FROM new_entry n JOIN entry o ON o.id = n.reverses_id
        WHERE n.reverses_id IS NOT NULL
    ) r
    WHERE r.short_fen > 0
    UNION ALL
    SELECT CASE WHEN (n.kind = 'loan' AND n.loan_id IS NULL AND n.reverses_id IS NULL AND n.amount_fen > 0) THEN 'G4 borrower' WHEN (o.id IS NULL OR NOT (o.kind = 'loan' AND o.loan_id IS NULL AND o.reverses_id IS NULL AND o.amount_fen > 0) OR o.fund_id <> n.fund_id OR n.date < o.date
    OR (n.kind = 'loan' AND n.reverses_id IS NULL)) THEN 'G4 no loan' ELSE 'G4 reason' END AS rule,
           n.id, n.fund_id, n.project_id, n.village_id, abs(n.amount_fen) AS short_fen
    FROM (SELECT 1 FROM (SELECT fund_id, project_id, village_id, kind, sum(amount_fen) AS total, max(date) AS last_on FROM new_entry GROUP BY 1, 2, 3, 4) s WHERE s.kind IN ('loan', 'repayment', 'writeoff') LIMIT 1) any_of_them CROSS JOIN new_entry n LEFT JOIN entry o ON o.id = n.loan_id
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
          FROM (SELECT 1 FROM (SELECT fund_id, project_id, village_id, kind, sum(amount_fen) AS total, max(date) AS last_on FROM new_entry GROUP BY 1, 2, 3, 4) s WHERE s.kind IN ('loan', 'repayment', 'writeoff') LIMIT 1) any_of_them CROSS JOIN new_entry n JOIN entry o ON o.id = n.loan_id WHERE n.kind IN ('loan', 'repayment', 'writeoff')) r
    WHERE r.running < 0
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
    SELECT 'G5 form' AS rule, n.id, n.fund_id, n.project_id, n.village_id, n.amount_fen AS short_fen
    FROM new_entry n JOIN (SELECT DISTINCT * FROM (SELECT s.fund_id, coalesce(s.project_id, 0) AS project_id, coalesce(s.village_id, 0) AS village_id
            FROM (SELECT fund_id, project_id, village_id, kind, sum(amount_fen) AS total, max(date) AS last_on FROM new_entry GROUP BY 1, 2, 3, 4) s JOIN fund f ON f.id = s.fund_id WHERE s.kind = 'loan' AND f.form = 'grant') x) bad ON n.fund_id = bad.fund_id AND coalesce(n.project_id, 0) = bad.project_id AND coalesce(n.village_id, 0) = bad.village_id LEFT JOIN project p ON p.id = n.project_id
    WHERE n.amount_fen > 0 AND n.over IS NULL AND n.kind = 'loan'
      AND NOT EXISTS (SELECT 1 FROM entry o WHERE o.id = n.reverses_id AND o.date = n.date)
    UNION ALL
    SELECT 'G6' AS rule, n.id, n.fund_id, n.project_id, n.village_id, n.amount_fen AS short_fen
    FROM new_entry n JOIN (SELECT DISTINCT * FROM (SELECT s.fund_id, coalesce(s.project_id, 0) AS project_id, coalesce(s.village_id, 0) AS village_id
            FROM (SELECT fund_id, project_id, village_id, kind, sum(amount_fen) AS total, max(date) AS last_on FROM new_entry GROUP BY 1, 2, 3, 4) s JOIN project p ON p.id = s.project_id
            WHERE s.kind IN ('allocation', 'spending') AND ((p.closed_on IS NOT NULL AND s.last_on > p.closed_on || '~')
    OR (p.closed_on IS NULL AND p.stage IN ('closed', 'cancelled')))) x) bad ON n.fund_id = bad.fund_id AND coalesce(n.project_id, 0) = bad.project_id AND coalesce(n.village_id, 0) = bad.village_id LEFT JOIN project p ON p.id = n.project_id
    WHERE n.amount_fen > 0 AND n.over IS NULL AND n.kind IN ('allocation', 'spending') AND ((p.closed_on IS NOT NULL AND n.date > p.closed_on || '~')
    OR (p.closed_on IS NULL AND p.stage IN ('closed', 'cancelled')))
      AND NOT EXISTS (SELECT 1 FROM entry o WHERE o.id = n.reverses_id AND o.date = n.date)
    UNION ALL
    SELECT 'G8 allocation' AS rule, n.id, n.fund_id, n.project_id, n.village_id, n.amount_fen AS short_fen
    FROM new_entry n JOIN (SELECT DISTINCT * FROM (SELECT s.fund_id, coalesce(s.project_id, 0) AS project_id, coalesce(s.village_id, 0) AS village_id
            FROM (SELECT fund_id, project_id, village_id, kind, sum(amount_fen) AS total, max(date) AS last_on FROM new_entry GROUP BY 1, 2, 3, 4) s WHERE s.kind = 'allocation' AND EXISTS (SELECT 1 FROM setting g WHERE g.name = 'require_steps' AND g.value = 'on') AND (SELECT count(DISTINCT t.name) FROM step t WHERE t.project_id = s.project_id AND t.name IN ('proposal', 'confirm1', 'confirm2', 'confirm3', 'confirm4', 'confirm5', 'confirm6') AND coalesce(t.result, 'passed') = 'passed') < 7) x) bad ON n.fund_id = bad.fund_id AND coalesce(n.project_id, 0) = bad.project_id AND coalesce(n.village_id, 0) = bad.village_id LEFT JOIN project p ON p.id = n.project_id
    WHERE n.amount_fen > 0 AND n.over IS NULL AND n.kind = 'allocation'
      AND NOT EXISTS (SELECT 1 FROM entry o WHERE o.id = n.reverses_id AND o.date = n.date)
    UNION ALL
    SELECT 'G8 spending' AS rule, n.id, n.fund_id, n.project_id, n.village_id, n.amount_fen AS short_fen
    FROM new_entry n JOIN (SELECT DISTINCT * FROM (SELECT s.fund_id, coalesce(s.project_id, 0) AS project_id, coalesce(s.village_id, 0) AS village_id
            FROM (SELECT fund_id, project_id, village_id, kind, sum(amount_fen) AS total, max(date) AS last_on FROM new_entry GROUP BY 1, 2, 3, 4) s WHERE s.kind = 'spending' AND EXISTS (SELECT 1 FROM setting g WHERE g.name = 'require_steps' AND g.value = 'on') AND (SELECT count(DISTINCT t.name) FROM step t WHERE t.project_id = s.project_id AND t.name IN ('acceptance') AND coalesce(t.result, 'passed') = 'passed') < 1) x) bad ON n.fund_id = bad.fund_id AND coalesce(n.project_id, 0) = bad.project_id AND coalesce(n.village_id, 0) = bad.village_id LEFT JOIN project p ON p.id = n.project_id
    WHERE n.amount_fen > 0 AND n.over IS NULL AND n.kind = 'spending'
      AND NOT EXISTS (SELECT 1 FROM entry o WHERE o.id = n.reverses_id AND o.date = n.date) LIMIT 1 LOOP
                RAISE EXCEPTION 'aidtrack %', left(broken.rule, 2)
                    USING ERRCODE = 'check_violation', DETAIL = format('entry %s, short by %s fen', broken.id, broken.short_fen);
            END LOOP;
        END;
        INSERT INTO fund_balance (fund_id, received_fen, interest_fen, allocated_fen, disbursed_fen, spent_fen, lent_fen, repaid_fen, written_off_fen)
        SELECT s.fund_id, sum(CASE WHEN s.kind = 'receipt' THEN s.total END), sum(CASE WHEN s.kind = 'interest' THEN s.total END), sum(CASE WHEN s.kind = 'allocation' THEN s.total END), sum(CASE WHEN s.kind = 'disbursement' THEN s.total END), sum(CASE WHEN s.kind = 'spending' THEN s.total END), sum(CASE WHEN s.kind = 'loan' THEN s.total END), sum(CASE WHEN s.kind = 'repayment' THEN s.total END), sum(CASE WHEN s.kind = 'writeoff' THEN s.total END) FROM (SELECT fund_id, project_id, village_id, kind, sum(amount_fen) AS total, max(date) AS last_on FROM new_entry GROUP BY 1, 2, 3, 4) s WHERE s.kind IN ('receipt', 'interest', 'allocation', 'disbursement', 'spending', 'loan', 'repayment', 'writeoff') GROUP BY s.fund_id ORDER BY s.fund_id
        ON CONFLICT (fund_id) DO UPDATE SET received_fen = CASE WHEN excluded.received_fen IS NULL THEN fund_balance.received_fen ELSE coalesce(fund_balance.received_fen, 0) + excluded.received_fen END, interest_fen = CASE WHEN excluded.interest_fen IS NULL THEN fund_balance.interest_fen ELSE coalesce(fund_balance.interest_fen, 0) + excluded.interest_fen END, allocated_fen = CASE WHEN excluded.allocated_fen IS NULL THEN fund_balance.allocated_fen ELSE coalesce(fund_balance.allocated_fen, 0) + excluded.allocated_fen END, disbursed_fen = CASE WHEN excluded.disbursed_fen IS NULL THEN fund_balance.disbursed_fen ELSE coalesce(fund_balance.disbursed_fen, 0) + excluded.disbursed_fen END, spent_fen = CASE WHEN excluded.spent_fen IS NULL THEN fund_balance.spent_fen ELSE coalesce(fund_balance.spent_fen, 0) + excluded.spent_fen END, lent_fen = CASE WHEN excluded.lent_fen IS NULL THEN fund_balance.lent_fen ELSE coalesce(fund_balance.lent_fen, 0) + excluded.lent_fen END, repaid_fen = CASE WHEN excluded.repaid_fen IS NULL THEN fund_balance.repaid_fen ELSE coalesce(fund_balance.repaid_fen, 0) + excluded.repaid_fen END, written_off_fen = CASE WHEN excluded.written_off_fen IS NULL THEN fund_balance.written_off_fen ELSE coalesce(fund_balance.written_off_fen, 0) + excluded.written_off_fen END;
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
    WITH RECURSIVE excused AS (
        SELECT x.id, x.amount_fen FROM entry x WHERE x.over IS NOT NULL AND x.kind = 'allocation' AND x.fund_id = c.fund_id
          AND coalesce(x.project_id, 0) = c.project_id AND coalesce(x.village_id, 0) = c.village_id
        UNION ALL SELECT y.id, y.amount_fen FROM entry y JOIN excused ON y.reverses_id = excused.id)
    SELECT sum(amount_fen) FROM excused), 0)) > 0) THEN RAISE EXCEPTION 'aidtrack G5' USING ERRCODE = 'check_violation'; END IF; RETURN NULL; END $$;
CREATE FUNCTION public.aidtrack_fund_form_guard() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NEW.form = 'grant' AND coalesce(OLD.form, '') <> 'grant' AND EXISTS (
    SELECT 1 FROM entry e WHERE e.fund_id = NEW.id AND e.kind = 'loan' AND e.amount_fen > 0 AND e.over IS NULL
      AND NOT EXISTS (SELECT 1 FROM entry o WHERE o.id = e.reverses_id AND o.date = e.date)
      AND e.amount_fen + coalesce((SELECT sum(r.amount_fen) FROM entry r WHERE r.reverses_id = e.id), 0) > 0) THEN RAISE EXCEPTION 'aidtrack G5 form' USING ERRCODE = 'check_violation'; END IF; RETURN NULL; END $$;
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
    WITH RECURSIVE excused AS (
        SELECT x.id, x.amount_fen FROM entry x WHERE x.over IS NOT NULL AND x.kind = 'allocation' AND x.fund_id = c.fund_id
          AND coalesce(x.project_id, 0) = c.project_id AND coalesce(x.village_id, 0) = c.village_id
        UNION ALL SELECT y.id, y.amount_fen FROM entry y JOIN excused ON y.reverses_id = excused.id)
    SELECT sum(amount_fen) FROM excused), 0)) > 0) THEN RAISE EXCEPTION 'aidtrack G5' USING ERRCODE = 'check_violation'; END IF; RETURN NULL; END $$;
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
    WITH RECURSIVE excused AS (
        SELECT x.id, x.amount_fen FROM entry x WHERE x.over IS NOT NULL AND x.kind = 'allocation' AND x.fund_id = c.fund_id
          AND coalesce(x.project_id, 0) = c.project_id AND coalesce(x.village_id, 0) = c.village_id
        UNION ALL SELECT y.id, y.amount_fen FROM entry y JOIN excused ON y.reverses_id = excused.id)
    SELECT sum(amount_fen) FROM excused), 0)) > 0) THEN RAISE EXCEPTION 'aidtrack G5' USING ERRCODE = 'check_violation'; END IF; RETURN NULL; END $$;
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE public.activity (
    id bigint NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    kind text COLLATE pg_catalog."C",
    starts_on text COLLATE pg_catalog."C",
    ends_on text COLLATE pg_catalog."C",
    village_id bigint,
    places text COLLATE pg_catalog."C",
    organiser text COLLATE pg_catalog."C",
    partners text COLLATE pg_catalog."C",
    persons text COLLATE pg_catalog."C",
    content text COLLATE pg_catalog."C",
    raw text COLLATE pg_catalog."C",
    note text COLLATE pg_catalog."C",
    batch_id bigint,
    CONSTRAINT activity_named CHECK (((name <> ''::text) AND (name !~~ '%/%'::text))),
    CONSTRAINT id_in_range CHECK (((id >= 1) AND (id <= '9007199254740991'::bigint)))
);
ALTER TABLE public.activity ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.activity_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
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
    CONSTRAINT batch_kind CHECK ((kind = ANY (ARRAY['import'::text, 'undo'::text, 'carry'::text]))),
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
CREATE TABLE public.document (
    id bigint NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    kind text COLLATE pg_catalog."C",
    doc_no text COLLATE pg_catalog."C",
    date text COLLATE pg_catalog."C",
    until text COLLATE pg_catalog."C",
    parties text COLLATE pg_catalog."C",
    village_id bigint,
    project_id bigint,
    fund_id bigint,
    file text COLLATE pg_catalog."C",
    sha256 text COLLATE pg_catalog."C",
    raw text COLLATE pg_catalog."C",
    note text COLLATE pg_catalog."C",
    batch_id bigint,
    CONSTRAINT document_named CHECK ((name <> ''::text)),
    CONSTRAINT id_in_range CHECK (((id >= 1) AND (id <= '9007199254740991'::bigint)))
);
ALTER TABLE public.document ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.document_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
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
    household_id bigint,
    term bigint,
    yearly_rate text COLLATE pg_catalog."C",
    schedule text COLLATE pg_catalog."C",
    guarantor text COLLATE pg_catalog."C",
    loan_id bigint,
    CONSTRAINT entry_amount CHECK ((amount_fen <> 0)),
    CONSTRAINT entry_date CHECK (((length(date) = 10) AND (date >= '1949-01-01'::text) AND (date < '2101'::text))),
    CONSTRAINT entry_kind CHECK ((kind = ANY (ARRAY['receipt'::text, 'interest'::text, 'allocation'::text, 'disbursement'::text, 'spending'::text, 'loan'::text, 'repayment'::text, 'writeoff'::text]))),
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
CREATE TABLE public.finding (
    id bigint NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    source text COLLATE pg_catalog."C",
    activity_id bigint,
    found_on text COLLATE pg_catalog."C",
    rule text COLLATE pg_catalog."C",
    village_id bigint,
    project_id bigint,
    fund_id bigint,
    amount_fen bigint,
    measure text COLLATE pg_catalog."C",
    owner text COLLATE pg_catalog."C",
    due text COLLATE pg_catalog."C",
    closed_on text COLLATE pg_catalog."C",
    evidence text COLLATE pg_catalog."C",
    raw text COLLATE pg_catalog."C",
    note text COLLATE pg_catalog."C",
    batch_id bigint,
    CONSTRAINT finding_amount CHECK ((amount_fen >= 0)),
    CONSTRAINT finding_named CHECK ((name <> ''::text)),
    CONSTRAINT id_in_range CHECK (((id >= 1) AND (id <= '9007199254740991'::bigint)))
);
ALTER TABLE public.finding ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.finding_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
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
    repaid_fen bigint,
    written_off_fen bigint
);
ALTER TABLE public.fund ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.fund_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.household (
    id bigint NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    village_id bigint NOT NULL,
    head text COLLATE pg_catalog."C",
    persons bigint,
    causes text COLLATE pg_catalog."C",
    attribute text COLLATE pg_catalog."C",
    food text COLLATE pg_catalog."C",
    clothing text COLLATE pg_catalog."C",
    education text COLLATE pg_catalog."C",
    medical text COLLATE pg_catalog."C",
    housing text COLLATE pg_catalog."C",
    status text COLLATE pg_catalog."C",
    status_on text COLLATE pg_catalog."C",
    helper text COLLATE pg_catalog."C",
    note text COLLATE pg_catalog."C",
    batch_id bigint,
    CONSTRAINT household_named CHECK (((name <> ''::text) AND (name !~~ '%/%'::text))),
    CONSTRAINT id_in_range CHECK (((id >= 1) AND (id <= '9007199254740991'::bigint)))
);
ALTER TABLE public.household ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.household_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.indicator (
    id bigint NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    value text COLLATE pg_catalog."C",
    unit text COLLATE pg_catalog."C",
    qualifier text COLLATE pg_catalog."C",
    raw text COLLATE pg_catalog."C",
    as_of text COLLATE pg_catalog."C",
    goal text COLLATE pg_catalog."C",
    village_id bigint,
    project_id bigint,
    activity_id bigint,
    household_id bigint,
    note text COLLATE pg_catalog."C",
    batch_id bigint,
    CONSTRAINT id_in_range CHECK (((id >= 1) AND (id <= '9007199254740991'::bigint))),
    CONSTRAINT indicator_named CHECK ((name <> ''::text))
);
ALTER TABLE public.indicator ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.indicator_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.measure (
    id bigint NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    household_id bigint NOT NULL,
    category text COLLATE pg_catalog."C",
    owner text COLLATE pg_catalog."C",
    due text COLLATE pg_catalog."C",
    done_on text COLLATE pg_catalog."C",
    confirmed_by text COLLATE pg_catalog."C",
    note text COLLATE pg_catalog."C",
    batch_id bigint,
    CONSTRAINT id_in_range CHECK (((id >= 1) AND (id <= '9007199254740991'::bigint))),
    CONSTRAINT measure_named CHECK ((name <> ''::text))
);
ALTER TABLE public.measure ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.measure_id_seq
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
    raw text COLLATE pg_catalog."C",
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
CREATE TABLE public.posting (
    id bigint NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    role text NOT NULL COLLATE pg_catalog."C",
    village_id bigint,
    place text COLLATE pg_catalog."C",
    organization_id bigint,
    starts_on text COLLATE pg_catalog."C",
    ends_on text COLLATE pg_catalog."C",
    raw text COLLATE pg_catalog."C",
    note text COLLATE pg_catalog."C",
    batch_id bigint,
    CONSTRAINT id_in_range CHECK (((id >= 1) AND (id <= '9007199254740991'::bigint))),
    CONSTRAINT posting_named CHECK ((name <> ''::text))
);
ALTER TABLE public.posting ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.posting_id_seq
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
    reach text COLLATE pg_catalog."C",
    responsible_unit text COLLATE pg_catalog."C",
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
CREATE TABLE public.setting (
    name text NOT NULL COLLATE pg_catalog."C",
    value text NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT setting_named CHECK ((name <> ''::text))
);
CREATE TABLE public.step (
    id bigint NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    project_id bigint NOT NULL,
    date text COLLATE pg_catalog."C",
    ends_on text COLLATE pg_catalog."C",
    phase text COLLATE pg_catalog."C",
    handled_by text COLLATE pg_catalog."C",
    result text COLLATE pg_catalog."C",
    objections text COLLATE pg_catalog."C",
    before text COLLATE pg_catalog."C",
    after text COLLATE pg_catalog."C",
    amount_fen bigint,
    amount_before_fen bigint,
    amount_after_fen bigint,
    reason text COLLATE pg_catalog."C",
    doc_no text COLLATE pg_catalog."C",
    note text COLLATE pg_catalog."C",
    batch_id bigint,
    CONSTRAINT id_in_range CHECK (((id >= 1) AND (id <= '9007199254740991'::bigint))),
    CONSTRAINT step_amount CHECK ((amount_fen >= 0)),
    CONSTRAINT step_amount_after CHECK ((amount_after_fen >= 0)),
    CONSTRAINT step_amount_before CHECK ((amount_before_fen >= 0)),
    CONSTRAINT step_named CHECK ((name <> ''::text))
);
ALTER TABLE public.step ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.step_id_seq
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
    helped_from text COLLATE pg_catalog."C",
    helped_to text COLLATE pg_catalog."C",
    note text COLLATE pg_catalog."C",
    batch_id bigint,
    raw text COLLATE pg_catalog."C",
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
        END || ((abs(b.repaid_fen) / 100))::text) || '.'::text) || substr(((100 + (abs(b.repaid_fen) % (100)::bigint)))::text, 2)) AS repaid,
    (((
        CASE
            WHEN (b.written_off_fen < 0) THEN '-'::text
            ELSE ''::text
        END || ((abs(b.written_off_fen) / 100))::text) || '.'::text) || substr(((100 + (abs(b.written_off_fen) % (100)::bigint)))::text, 2)) AS written_off
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
        END || ((abs(b.repaid_fen) / 100))::text) || '.'::text) || substr(((100 + (abs(b.repaid_fen) % (100)::bigint)))::text, 2)) AS repaid,
    (((
        CASE
            WHEN (b.written_off_fen < 0) THEN '-'::text
            ELSE ''::text
        END || ((abs(b.written_off_fen) / 100))::text) || '.'::text) || substr(((100 + (abs(b.written_off_fen) % (100)::bigint)))::text, 2)) AS written_off
   FROM (public.fund f
     LEFT JOIN public.fund_balance b ON ((b.fund_id = f.id)));
INSERT INTO public.activity VALUES (1, '春节慰问2017', '春节慰问', '2017-01-20', '2017-01-21', 1, '牙河村、咀儿村', '甲单位', '乙公司', '领导3人', NULL, '原文', NULL, NULL);
INSERT INTO public.activity VALUES (2, '夜校', '夜校（冬季）', '2017-11', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.activity VALUES (3, '夜校', '夜校(冬季)', '2018-01', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.activity VALUES (4, '督查', '督查调研', '2018-03-01', NULL, 2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.alembic_version VALUES ('2');
INSERT INTO public.audit VALUES (1, '2026-11-29T09:30:46.548149+00:00', 'office', 'add', 'village', 1, NULL, NULL, '{"code":"621122100200","county":"陇西县","depth":"deep","exit_status":"exited","exited_on":"2017-12","helped_from":"2013","name":"牙河村","note":"改前","prefecture":"定西市","province":"甘肃省","township":"马河镇"}', '0000000000000000000000000000000000000000000000000000000000000000', '43cd79ee01f8d988abc86e09b71844320491bca1c4b240cc0b07254ff4eaa48e');
INSERT INTO public.audit VALUES (2, '2026-11-29T09:30:46.571797+00:00', 'office', 'add', 'village', 2, NULL, NULL, '{"alias":"嘴儿村","county":"武山县","depth":"poor","exit_status":"not_exited","name":"咀儿村","prefecture":"天水市","province":"甘肃省"}', '43cd79ee01f8d988abc86e09b71844320491bca1c4b240cc0b07254ff4eaa48e', '00fe8101b93fb872655c82e4768cf37f97a96489a9c4d3e3e3d1c96dd101cde0');
INSERT INTO public.audit VALUES (3, '2026-11-29T09:30:46.585259+00:00', 'office', 'add', 'village', 3, NULL, NULL, '{"county":"陇西县","name":"石岭村"}', '00fe8101b93fb872655c82e4768cf37f97a96489a9c4d3e3e3d1c96dd101cde0', '7113ee1b081c7f35ab49c8bc17f5e6bcb3a3208184e7b19dbe2ed732533483a8');
INSERT INTO public.audit VALUES (4, '2026-11-29T09:30:46.606673+00:00', 'office', 'edit', 'village', 1, NULL, '{"code":"621122100200","county":"陇西县","depth":"deep","exit_status":"exited","exited_on":"2017-12","helped_from":"2013","name":"牙河村","note":"改前","prefecture":"定西市","province":"甘肃省","township":"马河镇"}', '{"code":"621122100200","county":"陇西县","depth":"deep","exit_status":"exited","exited_on":"2017-12","helped_from":"2013","name":"牙河村","note":"改过","prefecture":"定西市","province":"甘肃省","township":"马河镇"}', '7113ee1b081c7f35ab49c8bc17f5e6bcb3a3208184e7b19dbe2ed732533483a8', '51fd131a1bcab6cc2686b0f6e7e1914d1c30b31a1a5902c9eda5f595fb7ef703');
INSERT INTO public.audit VALUES (5, '2026-11-29T09:30:46.629746+00:00', 'office', 'add', 'organization', 1, NULL, NULL, '{"alias":"甲","name":"甲单位","place":"兰州","role":"member"}', '51fd131a1bcab6cc2686b0f6e7e1914d1c30b31a1a5902c9eda5f595fb7ef703', 'e5d7a78d65cea40ae01aa724e081bca9d27c25373dc0b6cb1744f086c6a47c7b');
INSERT INTO public.audit VALUES (6, '2026-11-29T09:30:46.653177+00:00', 'office', 'add', 'organization', 2, NULL, NULL, '{"name":"乙公司","raw":"乙公司(原文)","role":"enterprise"}', 'e5d7a78d65cea40ae01aa724e081bca9d27c25373dc0b6cb1744f086c6a47c7b', 'a428a28089c06aa342cf962d394f25a4f814ef17500b8c7b1078eaa2c8fb6a23');
INSERT INTO public.audit VALUES (7, '2026-11-29T09:30:46.673170+00:00', 'office', 'add', 'fund', 1, NULL, NULL, '{"budget_fen":200000000,"name":"自筹资金","provider":"甲单位","qualifier":"≥","raw":"200多万元","source":"self","year":2016}', 'a428a28089c06aa342cf962d394f25a4f814ef17500b8c7b1078eaa2c8fb6a23', 'bea84f8faf4ddb46d05b3e45afdaa2ec4687f37f3a8714ed01dcab951a43db22');
INSERT INTO public.audit VALUES (8, '2026-11-29T09:30:46.694274+00:00', 'office', 'add', 'fund', 2, NULL, NULL, '{"budget_fen":100000000,"doc_no":"甘财〔2017〕1号","idle_from":"2017-01","name":"专项资金","source":"fiscal","year":2017}', 'bea84f8faf4ddb46d05b3e45afdaa2ec4687f37f3a8714ed01dcab951a43db22', 'c4759e7cfc81a15e430ace6a7cd4a4636eaea987ea9c04c115bfe10cd3db16f5');
INSERT INTO public.audit VALUES (9, '2026-11-29T09:30:46.721321+00:00', 'office', 'add', 'fund', 3, NULL, NULL, '{"budget_fen":30000000,"earmark_category":"光伏（村级）","earmark_place":"陇西县/马河镇","name":"光伏专款","source":"fiscal","year":2017}', 'c4759e7cfc81a15e430ace6a7cd4a4636eaea987ea9c04c115bfe10cd3db16f5', '3e1455d83ce6d9d7f044bca390f6e4d8f41be55b970562d570aa552f26bddee0');
INSERT INTO public.audit VALUES (10, '2026-11-29T09:30:46.748091+00:00', 'office', 'add', 'fund', 4, NULL, NULL, '{"budget_fen":10000000,"earmark_category":"培训、救助","earmark_place":"621122","name":"培训救助款","source":"union","year":2017}', '3e1455d83ce6d9d7f044bca390f6e4d8f41be55b970562d570aa552f26bddee0', '7d99eda6c1ef15d0b7ed71ed2d04dfa39ed5d4571e1d208d382b8de9c44b806f');
INSERT INTO public.audit VALUES (11, '2026-11-29T09:30:46.776395+00:00', 'office', 'add', 'fund', 5, NULL, NULL, '{"name":"捐款","note":"无计划数","provider":"乙公司","source":"donation","year":2016}', '7d99eda6c1ef15d0b7ed71ed2d04dfa39ed5d4571e1d208d382b8de9c44b806f', 'ea9d6640a321e854ec335d3c0f2af569b36b9f01130b6c0d7fd66a586399096e');
INSERT INTO public.audit VALUES (12, '2026-11-29T09:30:46.808043+00:00', 'office', 'add', 'fund', 6, NULL, NULL, '{"budget_fen":40000000,"form":"loan","name":"周转金","note":"小额借款","source":"credit","year":2016}', 'ea9d6640a321e854ec335d3c0f2af569b36b9f01130b6c0d7fd66a586399096e', 'a6b075f19d94e6065ff0aa82cf8180578e3bed432574ef020f695f392554cb99');
INSERT INTO public.audit VALUES (13, '2026-11-29T09:30:46.847012+00:00', 'office', 'add', 'fund', 7, NULL, NULL, '{"budget_fen":50000000,"form":"grant","name":"年年款","source":"union","year":2016}', 'a6b075f19d94e6065ff0aa82cf8180578e3bed432574ef020f695f392554cb99', 'e43a1f5a592108475a68b01f9c9174641d6e174fc31b4a826ccbacae5e1a857a');
INSERT INTO public.audit VALUES (14, '2026-11-29T09:30:46.877080+00:00', 'office', 'add', 'project', 1, NULL, NULL, '{"category":"菌菜大棚","code":"P-001","households":20,"implementer":"乙公司","name":"牙河村菌菜大棚","persons":80,"planned_cost_fen":30000000,"reach":"household","responsible_unit":"甲单位","stage":"implementing","village_id":1}', 'e43a1f5a592108475a68b01f9c9174641d6e174fc31b4a826ccbacae5e1a857a', '4da94fb51d057d5e08a8e5d905a1d048dcefd20e30bb657af2f6e160e81af37e');
INSERT INTO public.audit VALUES (15, '2026-11-29T09:30:46.913390+00:00', 'office', 'add', 'project', 2, NULL, NULL, '{"category":"光伏(村级)","name":"牙河村光伏","stage":"accepted","village_id":1}', '4da94fb51d057d5e08a8e5d905a1d048dcefd20e30bb657af2f6e160e81af37e', 'c229dd8844b889528f76fdbdae10bc39094c18eb5bf8ef018ae0dcf65e62e069');
INSERT INTO public.audit VALUES (16, '2026-11-29T09:30:46.943990+00:00', 'office', 'add', 'project', 3, NULL, NULL, '{"category":"培训","name":"技能培训","responsible":"张","stage":"implementing"}', 'c229dd8844b889528f76fdbdae10bc39094c18eb5bf8ef018ae0dcf65e62e069', '296fad8bea156a449bc17ffc7eca6e8a8b6e74d354526538399ac4a074ad8e69');
INSERT INTO public.audit VALUES (17, '2026-11-29T09:30:46.971773+00:00', 'office', 'add', 'project', 4, NULL, NULL, '{"category":"危房改造","closed_on":"2018-06-30","name":"咀儿村危房改造","stage":"closed","village_id":2}', '296fad8bea156a449bc17ffc7eca6e8a8b6e74d354526538399ac4a074ad8e69', '185607ce7cdf0204efda91b614128aecb0b4facb3126354246b566de0b13f6a7');
INSERT INTO public.audit VALUES (18, '2026-11-29T09:30:47.003332+00:00', 'office', 'add', 'household', 1, NULL, NULL, '{"attribute":"general","causes":"illness、funds","clothing":"met","education":"met","food":"met","head":"赵某","helper":"王","housing":"met","medical":"unmet","name":"001","persons":4,"status":"poor","village_id":1}', '185607ce7cdf0204efda91b614128aecb0b4facb3126354246b566de0b13f6a7', '9f22e62edef6998588d30c6d66152c730aefb98360e8d2290b10a1598da698a8');
INSERT INTO public.audit VALUES (19, '2026-11-29T09:30:47.031795+00:00', 'office', 'add', 'household', 2, NULL, NULL, '{"head":"钱某","name":"002","persons":3,"status":"exited","status_on":"2017-12","village_id":1}', '9f22e62edef6998588d30c6d66152c730aefb98360e8d2290b10a1598da698a8', '2e47d2e4b0e5cf1f851f81e7f31cb0504455d7cfd9d1772777d0bd2c12a21205');
INSERT INTO public.audit VALUES (20, '2026-11-29T09:30:47.058156+00:00', 'office', 'add', 'measure', 1, NULL, NULL, '{"category":"菌菜大棚","due":"2018-12","household_id":1,"name":"种大棚","owner":"王"}', '2e47d2e4b0e5cf1f851f81e7f31cb0504455d7cfd9d1772777d0bd2c12a21205', '58ff00d649cf170c6c6a065dd6672c42d86ac4c0ce463d1a7f3b36c7e6cc7dbb');
INSERT INTO public.audit VALUES (21, '2026-11-29T09:30:47.084553+00:00', 'office', 'add', 'measure', 2, NULL, NULL, '{"category":"大病补贴","confirmed_by":"李","done_on":"2018-03","household_id":1,"name":"看病"}', '58ff00d649cf170c6c6a065dd6672c42d86ac4c0ce463d1a7f3b36c7e6cc7dbb', '4a3d9e8148865e51851236a47c067214bc9284ccc8c38ccea65638953907a353');
INSERT INTO public.audit VALUES (22, '2026-11-29T09:30:47.110644+00:00', 'office', 'add', 'activity', 1, NULL, NULL, '{"ends_on":"2017-01-21","kind":"春节慰问","name":"春节慰问2017","organiser":"甲单位","partners":"乙公司","persons":"领导3人","places":"牙河村、咀儿村","raw":"原文","starts_on":"2017-01-20","village_id":1}', '4a3d9e8148865e51851236a47c067214bc9284ccc8c38ccea65638953907a353', '8d770c6bb404a8aab3827d64c7a590743311239005ab355f0a663cc51d0d370c');
INSERT INTO public.audit VALUES (23, '2026-11-29T09:30:47.144009+00:00', 'office', 'add', 'activity', 2, NULL, NULL, '{"kind":"夜校（冬季）","name":"夜校","starts_on":"2017-11"}', '8d770c6bb404a8aab3827d64c7a590743311239005ab355f0a663cc51d0d370c', '8a5a49815a9013e5e3e0e9870a5535e4eea668c66426f1d0233ae96d8b811efd');
INSERT INTO public.audit VALUES (24, '2026-11-29T09:30:47.177396+00:00', 'office', 'add', 'activity', 3, NULL, NULL, '{"kind":"夜校(冬季)","name":"夜校","starts_on":"2018-01"}', '8a5a49815a9013e5e3e0e9870a5535e4eea668c66426f1d0233ae96d8b811efd', 'c83e08f972864f4eb701347d28e531c157d271c3cf5de68dda2ac952aebd76d1');
INSERT INTO public.audit VALUES (25, '2026-11-29T09:30:47.202610+00:00', 'office', 'add', 'activity', 4, NULL, NULL, '{"kind":"督查调研","name":"督查","starts_on":"2018-03-01","village_id":2}', 'c83e08f972864f4eb701347d28e531c157d271c3cf5de68dda2ac952aebd76d1', '62470e63cdbdc2d9ece0c2267c2394edab42d91e5584eaac74e06e16eea89ef8');
INSERT INTO public.audit VALUES (26, '2026-11-29T09:30:47.228300+00:00', 'office', 'add', 'posting', 1, NULL, NULL, '{"ends_on":"2017-12","name":"孙","organization_id":1,"raw":"孙同志","role":"first_secretary","starts_on":"2015-08","village_id":1}', '62470e63cdbdc2d9ece0c2267c2394edab42d91e5584eaac74e06e16eea89ef8', '899a8727df95126c8291d15dfdba5995da342aa549d973e86240fe53520c9167');
INSERT INTO public.audit VALUES (27, '2026-11-29T09:30:47.252090+00:00', 'office', 'add', 'posting', 2, NULL, NULL, '{"name":"李","place":"武山县","role":"cadre","starts_on":"2018-01-01","village_id":2}', '899a8727df95126c8291d15dfdba5995da342aa549d973e86240fe53520c9167', '17ab673f38df6b9ae5f93f0bc711c028467b031a24d298bfcd4a4f978543adb2');
INSERT INTO public.audit VALUES (28, '2026-11-29T09:30:47.273671+00:00', 'office', 'add', 'finding', 1, NULL, NULL, '{"activity_id":4,"amount_fen":120050,"due":"2018-05-01","found_on":"2018-03-02","fund_id":1,"measure":"补凭证","name":"大棚账目不清","owner":"王","project_id":1,"rule":"财务制度","source":"省级督查","village_id":1}', '17ab673f38df6b9ae5f93f0bc711c028467b031a24d298bfcd4a4f978543adb2', 'e06f6bd18364ccbed583f73b4855e0fd13b9756d6ceda169c7bf86c81402e35b');
INSERT INTO public.audit VALUES (29, '2026-11-29T09:30:47.307979+00:00', 'office', 'add', 'finding', 2, NULL, NULL, '{"closed_on":"2017-12-01","evidence":"照片","found_on":"2017-10","name":"危房拖延","source":"自查","village_id":2}', 'e06f6bd18364ccbed583f73b4855e0fd13b9756d6ceda169c7bf86c81402e35b', 'af8b8b82512268bef27a4b783ebc9c7559baf07cd12d8415ae443040c83a1aaf');
INSERT INTO public.audit VALUES (30, '2026-11-29T09:30:47.340782+00:00', 'office', 'add', 'document', 1, NULL, NULL, '{"date":"2016-03-01","doc_no":"工发〔2016〕3号","kind":"工作方案","name":"帮扶方案","parties":"甲单位、乙公司","until":"2020-12-31","village_id":1}', 'af8b8b82512268bef27a4b783ebc9c7559baf07cd12d8415ae443040c83a1aaf', '18788212befd106cf26fdaab6679d918df245cc056de43247e777fe09b242a71');
INSERT INTO public.audit VALUES (31, '2026-11-29T09:30:47.373540+00:00', 'office', 'add', 'document', 2, NULL, NULL, '{"date":"2017-03","fund_id":1,"kind":"项目协议书","name":"大棚协议","project_id":1}', '18788212befd106cf26fdaab6679d918df245cc056de43247e777fe09b242a71', 'b9ba3a6c04a79b35e54aaa59004380c8b5bb123cf8c4637f784d1f4d38e1c995');
INSERT INTO public.audit VALUES (32, '2026-11-29T09:30:47.407913+00:00', 'office', 'add', 'document', 3, NULL, NULL, '{"date":"2017-02-01","kind":"批复","name":"光伏批复","project_id":2}', 'b9ba3a6c04a79b35e54aaa59004380c8b5bb123cf8c4637f784d1f4d38e1c995', 'c7def37ab59672b105ee0b25dc5691bf8bb9794a3d943eb23c35238c9b2c381b');
INSERT INTO public.audit VALUES (33, '2026-11-29T09:30:47.437678+00:00', 'office', 'edit', 'document', 3, NULL, '{"date":"2017-02-01","kind":"批复","name":"光伏批复","project_id":2}', '{"date":"2017-02-01","file":"批复.txt","kind":"批复","name":"光伏批复","project_id":2,"sha256":"5fe728a3c3cb7d8027895c3455cfcf98ad4779f2f26624ad1d272cbb1a5bfe3a"}', 'c7def37ab59672b105ee0b25dc5691bf8bb9794a3d943eb23c35238c9b2c381b', '7bb0351644e26e236265f1573e286830c8f0aa426afebd87cccafe6083218934');
INSERT INTO public.audit VALUES (34, '2026-11-29T09:30:47.477808+00:00', 'office', 'add', 'step', 1, NULL, NULL, '{"date":"2016-02-01","handled_by":"村委会","name":"proposal","project_id":1,"result":"passed"}', '7bb0351644e26e236265f1573e286830c8f0aa426afebd87cccafe6083218934', '2de50f0e158121c2c23ea402ee4f84b4f380b6375bdd58afef0b437dc4cf1c63');
INSERT INTO public.audit VALUES (35, '2026-11-29T09:30:47.504310+00:00', 'office', 'add', 'step', 2, NULL, NULL, '{"date":"2016-02-10","name":"confirm1","note":"重来","objections":"一户有异议","project_id":1,"result":"failed"}', '2de50f0e158121c2c23ea402ee4f84b4f380b6375bdd58afef0b437dc4cf1c63', 'fe09fd5bf2e337f461cbad4bad5acae7284760c3200cf78fe7f3d4154377e1e4');
INSERT INTO public.audit VALUES (36, '2026-11-29T09:30:47.529182+00:00', 'office', 'add', 'step', 3, NULL, NULL, '{"date":"2016-02-20","name":"confirm1","project_id":1,"result":"passed"}', 'fe09fd5bf2e337f461cbad4bad5acae7284760c3200cf78fe7f3d4154377e1e4', 'a01a5ac9ab554a22a4e1e2e2e2457bedf55d2941ef0a9e0d3cfd576784fa0ee9');
INSERT INTO public.audit VALUES (37, '2026-11-29T09:30:47.555350+00:00', 'office', 'add', 'step', 4, NULL, NULL, '{"date":"2016-03-01","name":"precise_funds","project_id":1,"result":"passed"}', 'a01a5ac9ab554a22a4e1e2e2e2457bedf55d2941ef0a9e0d3cfd576784fa0ee9', '7e6d8c06c16f2ed336dea912839e7906855faafc6c187a14b50630e174de5d91');
INSERT INTO public.audit VALUES (38, '2026-11-29T09:30:47.578972+00:00', 'office', 'add', 'step', 5, NULL, NULL, '{"after":"12棚","amount_after_fen":30000000,"amount_before_fen":25000000,"amount_fen":5000000,"before":"10棚","date":"2017-06-01","doc_no":"复〔2017〕9号","name":"change","project_id":1,"reason":"扩建"}', '7e6d8c06c16f2ed336dea912839e7906855faafc6c187a14b50630e174de5d91', '43b94256b0251b0c484defb942bc11ae355e90dc61f010c56a96568e6be6866f');
INSERT INTO public.audit VALUES (39, '2026-11-29T09:30:47.600474+00:00', 'office', 'add', 'indicator', 1, NULL, NULL, '{"as_of":"2016","goal":"actual","name":"农民人均纯收入","unit":"元","value":"4900","village_id":1}', '43b94256b0251b0c484defb942bc11ae355e90dc61f010c56a96568e6be6866f', '3fb37eb8a6d861e385e9710606df935c8ef99a0355af38de0909e954ec695639');
INSERT INTO public.audit VALUES (40, '2026-11-29T09:30:47.621501+00:00', 'office', 'add', 'indicator', 2, NULL, NULL, '{"as_of":"2018","goal":"target","name":"农民人均纯收入","unit":"元","value":"6000","village_id":1}', '3fb37eb8a6d861e385e9710606df935c8ef99a0355af38de0909e954ec695639', '6623620056fb34f3aca942b7cc345382c0add7dc013553a6656272b0340971de');
INSERT INTO public.audit VALUES (41, '2026-11-29T09:30:47.644520+00:00', 'office', 'add', 'indicator', 3, NULL, NULL, '{"activity_id":1,"as_of":"2017","name":"批次(慰问)","unit":"批次","value":"3"}', '6623620056fb34f3aca942b7cc345382c0add7dc013553a6656272b0340971de', '9d6d7dbbc6ff5076361e9ca94068ab848f9ad5fc8b99a1afe40650d5ecf32951');
INSERT INTO public.audit VALUES (42, '2026-11-29T09:30:47.667783+00:00', 'office', 'add', 'indicator', 4, NULL, NULL, '{"as_of":"2018","name":"批次（慰问）","qualifier":"≥","raw":"5批次以上","unit":"批次","value":"5"}', '9d6d7dbbc6ff5076361e9ca94068ab848f9ad5fc8b99a1afe40650d5ecf32951', 'ddfea94f7a7ec35441a50dabc1359d811a164aa20c7600f746a007e9b5f70a9f');
INSERT INTO public.audit VALUES (43, '2026-11-29T09:30:47.688332+00:00', 'office', 'add', 'indicator', 5, NULL, NULL, '{"as_of":"2018","name":"合格率","project_id":3,"unit":"%","value":"96.5"}', 'ddfea94f7a7ec35441a50dabc1359d811a164aa20c7600f746a007e9b5f70a9f', 'bf23f06e08049868d0582d06523b40fef42ff6aa39b948e405e48297f9a72faa');
INSERT INTO public.audit VALUES (44, '2026-11-29T09:30:47.709600+00:00', 'office', 'add', 'indicator', 6, NULL, NULL, '{"as_of":"2017","household_id":1,"name":"年收入","unit":"元","value":"12000"}', 'bf23f06e08049868d0582d06523b40fef42ff6aa39b948e405e48297f9a72faa', '0cc8ca0ca7ea62179cfd51bad1ff3f3383c6520cec6c2d40f5d91d0576706331');
INSERT INTO public.audit VALUES (45, '2026-11-29T09:30:47.732088+00:00', 'office', 'add', 'indicator', 7, NULL, NULL, '{"as_of":"2016-12-31","name":"带动户数","unit":"户","value":"128"}', '0cc8ca0ca7ea62179cfd51bad1ff3f3383c6520cec6c2d40f5d91d0576706331', '5e77ebfe674f1d0fec1be9193c3a4999b33850de6c4359fa91038404565aab15');
INSERT INTO public.audit VALUES (46, '2026-11-29T09:30:47.752754+00:00', 'office', 'add', 'setting', NULL, NULL, NULL, '{"name":"confirm1","value":"村民代表会确认"}', '5e77ebfe674f1d0fec1be9193c3a4999b33850de6c4359fa91038404565aab15', 'f0c017901e7d4b015d0edadc2c962336231f655ecb41898e8eecb7be7b3e5ee2');
INSERT INTO public.audit VALUES (47, '2026-11-29T09:30:47.768238+00:00', 'office', 'add', 'setting', NULL, NULL, NULL, '{"name":"notice_days","value":"7"}', 'f0c017901e7d4b015d0edadc2c962336231f655ecb41898e8eecb7be7b3e5ee2', '64e36034278f071b00807b999e7a676f123b9305d51aa244d816ef50389cdbfa');
INSERT INTO public.audit VALUES (48, '2026-11-29T09:30:47.782239+00:00', 'office', 'add', 'setting', NULL, NULL, NULL, '{"name":"complaint_channel","value":"0931-12345"}', '64e36034278f071b00807b999e7a676f123b9305d51aa244d816ef50389cdbfa', 'b9ec7d84b3fc5d975da28822e439fb41778effd9eda68ea39fc22458f610043a');
INSERT INTO public.audit VALUES (49, '2026-11-29T09:30:47.796962+00:00', 'office', 'edit', 'setting', NULL, NULL, '{"name":"notice_days","value":"7"}', '{"name":"notice_days","value":"10"}', 'b9ec7d84b3fc5d975da28822e439fb41778effd9eda68ea39fc22458f610043a', 'e15ae8aecb41dde6c10c8ad5705e974ace2c26351fd9db966787a16c3be5a4a1');
INSERT INTO public.audit VALUES (50, '2026-11-29T09:30:47.811651+00:00', 'office', 'add', 'village', 4, NULL, NULL, '{"name":"误录村"}', 'e15ae8aecb41dde6c10c8ad5705e974ace2c26351fd9db966787a16c3be5a4a1', '8670a650dbc3a3352ddc7832dfe7e39b1c916ae6303dcf3ced3afa2e7fb4f6a6');
INSERT INTO public.audit VALUES (51, '2026-11-29T09:30:47.833802+00:00', 'office', 'remove', 'village', 4, NULL, '{"name":"误录村"}', NULL, '8670a650dbc3a3352ddc7832dfe7e39b1c916ae6303dcf3ced3afa2e7fb4f6a6', '32814002cbb7a4cde070f7d156531ced51b868deda612db7fc3904a6f90b2cdb');
INSERT INTO public.audit VALUES (52, '2026-11-29T09:30:47.871986+00:00', 'office', 'add', 'fund', 8, NULL, NULL, '{"name":"误录资金"}', '32814002cbb7a4cde070f7d156531ced51b868deda612db7fc3904a6f90b2cdb', 'ced41e98d6d249c0cc95980f8f8ff57675d5db6146ef8536e545e30886c58220');
INSERT INTO public.audit VALUES (53, '2026-11-29T09:30:47.895211+00:00', 'office', 'remove', 'fund', 8, NULL, '{"name":"误录资金"}', NULL, 'ced41e98d6d249c0cc95980f8f8ff57675d5db6146ef8536e545e30886c58220', '14d613610bdce87cc397852c8c66e95598bfa1bb7b3718fa4daba69ee5a9bee7');
INSERT INTO public.audit VALUES (54, '2026-11-29T09:30:47.928101+00:00', 'office', 'add', 'entry', 1, NULL, NULL, '{"amount_fen":100000000,"date":"2016-01-10","doc_no":"工财1号","fund_id":1,"kind":"receipt","payee":"甲单位","purpose":"拨入","voucher":"记-1"}', '14d613610bdce87cc397852c8c66e95598bfa1bb7b3718fa4daba69ee5a9bee7', 'a0c1bf04ddcd03f72f6eb5d589419e60fa7904db6befe8feb5546d029c6ba856');
INSERT INTO public.audit VALUES (55, '2026-11-29T09:30:47.997337+00:00', 'office', 'add', 'entry', 2, NULL, NULL, '{"amount_fen":60000000,"date":"2017-02-01","fund_id":2,"kind":"receipt"}', 'a0c1bf04ddcd03f72f6eb5d589419e60fa7904db6befe8feb5546d029c6ba856', 'ccff73c3ac042cdfa9970b93a2756688f8b94a305a425b5cd81ccf0f846e47a4');
INSERT INTO public.audit VALUES (56, '2026-11-29T09:30:48.056496+00:00', 'office', 'add', 'entry', 3, NULL, NULL, '{"amount_fen":123456,"date":"2016-12-21","fund_id":1,"kind":"interest"}', 'ccff73c3ac042cdfa9970b93a2756688f8b94a305a425b5cd81ccf0f846e47a4', 'f5fc178301fd6eb0201182e67e630c4e368c8575d7eb49b0dca24aad9c191f55');
INSERT INTO public.audit VALUES (57, '2026-11-29T09:30:48.116921+00:00', 'office', 'add', 'entry', 4, NULL, NULL, '{"amount_fen":30000000,"date":"2017-03-01","fund_id":3,"kind":"receipt"}', 'f5fc178301fd6eb0201182e67e630c4e368c8575d7eb49b0dca24aad9c191f55', '8a16a6c606912e801a0a871b0003397a4dfb17f5370b18b7929678517bfae23d');
INSERT INTO public.audit VALUES (58, '2026-11-29T09:30:48.179052+00:00', 'office', 'add', 'entry', 5, NULL, NULL, '{"amount_fen":10000000,"date":"2017-03-01","fund_id":4,"kind":"receipt"}', '8a16a6c606912e801a0a871b0003397a4dfb17f5370b18b7929678517bfae23d', 'f35f280ee038c1996cd5497d8acb9117c68152718c611b8eae32168239969c0a');
INSERT INTO public.audit VALUES (59, '2026-11-29T09:30:48.259531+00:00', 'office', 'add', 'entry', 6, NULL, NULL, '{"amount_fen":8888888,"date":"2016-05-12","fund_id":5,"kind":"receipt","payee":"乙公司"}', 'f35f280ee038c1996cd5497d8acb9117c68152718c611b8eae32168239969c0a', 'cfc413353a4f0d0e5fe70690e0ceedfc8c771c05372d9408e5fc858904d5e02a');
INSERT INTO public.audit VALUES (60, '2026-11-29T09:30:48.310668+00:00', 'office', 'add', 'entry', 7, NULL, NULL, '{"amount_fen":40000000,"date":"2016-06-01","fund_id":6,"kind":"receipt"}', 'cfc413353a4f0d0e5fe70690e0ceedfc8c771c05372d9408e5fc858904d5e02a', '54ef6a8dae9d7375f3b4406904ad1ee25d61c1214c4d88c0f4cd53ca8af037d6');
INSERT INTO public.audit VALUES (61, '2026-11-29T09:30:48.365524+00:00', 'office', 'add', 'entry', 8, NULL, NULL, '{"amount_fen":-500000,"date":"2017-05-12","fund_id":5,"kind":"receipt","reason":"误汇退回"}', '54ef6a8dae9d7375f3b4406904ad1ee25d61c1214c4d88c0f4cd53ca8af037d6', '6fd900c0248543a5975cdafc1795aa114dfaec0a5dcd9891448845cceb261e47');
INSERT INTO public.audit VALUES (62, '2026-11-29T09:30:48.416965+00:00', 'office', 'add', 'entry', 9, NULL, NULL, '{"amount_fen":20000000,"date":"2017-04-01","fund_id":3,"kind":"allocation","over":"写法不同，同一类别","project_id":2,"village_id":1}', '6fd900c0248543a5975cdafc1795aa114dfaec0a5dcd9891448845cceb261e47', '49d80960274628884af0fbebe6f816d34a5663f4f28c1877a387c9472ad9d1b1');
INSERT INTO public.audit VALUES (63, '2026-11-29T09:30:48.488859+00:00', 'office', 'add', 'entry', 10, NULL, NULL, '{"amount_fen":3000000,"date":"2017-04-01","fund_id":4,"kind":"allocation","over":"类别写作两词","project_id":3,"village_id":1}', '49d80960274628884af0fbebe6f816d34a5663f4f28c1877a387c9472ad9d1b1', '7fb524132239058826dd66f1f4eead370b13bd67af9df090d847d7b4131a0495');
INSERT INTO public.audit VALUES (64, '2026-11-29T09:30:48.557074+00:00', 'office', 'add', 'entry', 11, NULL, NULL, '{"amount_fen":12000001,"date":"2017-09-01","fund_id":3,"kind":"spending","project_id":2,"village_id":1,"voucher":"光-1"}', '7fb524132239058826dd66f1f4eead370b13bd67af9df090d847d7b4131a0495', 'd56a2c8aa02f7508b55323eef2728b62997ec8908d3ba180ca68104ce7678376');
INSERT INTO public.audit VALUES (65, '2026-11-29T09:30:48.625659+00:00', 'office', 'add', 'village', 5, 1, NULL, '{"county":"武山县","name":"北坡村","prefecture":"天水市"}', 'd56a2c8aa02f7508b55323eef2728b62997ec8908d3ba180ca68104ce7678376', 'c19cabcb691514142a63ed6e1e4bbd0c9a3e9d43ff7640b34f85d628e30f90d2');
INSERT INTO public.audit VALUES (66, '2026-11-29T09:30:48.625659+00:00', 'office', 'import', 'batch', 1, 1, NULL, '{"digest":"0b6d3fa9e7afb93ef35e5776b259e1caa6ea965a06e854069b1d742314f07e5a","entries":7,"files":[["支出.csv",null,"ea2bae9d8eb66fa65a91dad7bd234326cf2c083599dc5e70f9b0a4ecbca90235",3],["安排.csv",null,"1941b4169e9b624b1921d1ced1e203fbf58645a209e3d7992dfda9d186d28a35",4],["村.csv",null,"77e9962a0d22979dde977184427845d2d5a558fb66721b4a1ef9f1b8162e5f46",1]]}', 'c19cabcb691514142a63ed6e1e4bbd0c9a3e9d43ff7640b34f85d628e30f90d2', '35a97fae43afe04af46520a96ffd56deb93ab2c2f85caa9ce1efd6075086b639');
INSERT INTO public.audit VALUES (67, '2026-11-29T09:30:48.716884+00:00', 'office', 'add', 'entry', 19, NULL, NULL, '{"amount_fen":25000000,"date":"2016-04-01","fund_id":1,"kind":"disbursement","payee":"县财政","project_id":1,"village_id":1}', '35a97fae43afe04af46520a96ffd56deb93ab2c2f85caa9ce1efd6075086b639', 'e94933c02ac54c256bcbfdac20a37224fb747b8c670e9a86c750d1dc6bb0ebb2');
INSERT INTO public.audit VALUES (68, '2026-11-29T09:30:48.790979+00:00', 'office', 'import', 'batch', 2, 2, NULL, '{"digest":"18b8d70694170359d1b45f85ee9ea767901504e65dba51844b56afec81fff32d","entries":1,"files":[["退回支出.csv",null,"8701cbc8bcae5ca8b55756b06a83d7c4755d0244ec7976642cdef31d82271561",1]]}', 'e94933c02ac54c256bcbfdac20a37224fb747b8c670e9a86c750d1dc6bb0ebb2', '7db087e393d6d97755b74edf1a116422af99a4ecde5317f75a583076f68050dd');
INSERT INTO public.audit VALUES (69, '2026-11-29T09:30:48.853719+00:00', 'office', 'add', 'entry', 21, NULL, NULL, '{"amount_fen":-1000000,"date":"2017-08-01","fund_id":1,"kind":"allocation","project_id":3,"reason":"调减"}', '7db087e393d6d97755b74edf1a116422af99a4ecde5317f75a583076f68050dd', 'e39657f33f7a4395222ae95f45f9498fe5fc6f2933a9f8e3a3149f5214bde055');
INSERT INTO public.audit VALUES (70, '2026-11-29T09:30:48.910081+00:00', 'office', 'add', 'organization', 3, 3, NULL, '{"name":"误单位","role":"member"}', 'e39657f33f7a4395222ae95f45f9498fe5fc6f2933a9f8e3a3149f5214bde055', '97b8bc6aa3b75b3aa8ad6c7debe97e35f5e9ec8361cc4683ebf6bc7c2490edf7');
INSERT INTO public.audit VALUES (71, '2026-11-29T09:30:48.910081+00:00', 'office', 'import', 'batch', 3, 3, NULL, '{"digest":"d05848ef03566fc2771af2f77eba8370c232fecd3009b5fc52c5f9ae9096bce9","entries":2,"files":[["误支出.csv",null,"646ca32542bf3317b5a090b2ccbac5aa6b9402480b80df590516d70386c6ec34",2],["单位.csv",null,"61dda154a988dc22ee9629337ee3c8554516cb0209d56c2ffc94d9f851c2c93d",1]]}', '97b8bc6aa3b75b3aa8ad6c7debe97e35f5e9ec8361cc4683ebf6bc7c2490edf7', 'e068997cbb0c23f3718fd17283c517f1206081c4afa0d2ad9c8d268bf982126b');
INSERT INTO public.audit VALUES (72, '2026-11-29T09:30:48.978138+00:00', 'office', 'remove', 'organization', 3, 3, '{"name":"误单位","role":"member"}', NULL, 'e068997cbb0c23f3718fd17283c517f1206081c4afa0d2ad9c8d268bf982126b', '338550399bd453f381d36a8a10c7c8397289d52437bfee5b269a7f0d1f50d0ec');
INSERT INTO public.audit VALUES (73, '2026-11-29T09:30:48.978138+00:00', 'office', 'undo', 'batch', 4, 3, NULL, '{"digest":"89ca7441f7c09df73a6068de6a73a13395196b0221999f7c1b1b54fdf2bcdeba","entries":2,"undoes":3}', '338550399bd453f381d36a8a10c7c8397289d52437bfee5b269a7f0d1f50d0ec', '4343b9f59a1803964cbc1bb603f045547c466d7833729bee6c69c60e7ae5a157');
INSERT INTO public.audit VALUES (74, '2026-11-29T09:30:49.093404+00:00', 'office', 'edit', 'project', 1, 5, '{"category":"菌菜大棚","code":"P-001","households":20,"implementer":"乙公司","name":"牙河村菌菜大棚","persons":80,"planned_cost_fen":30000000,"reach":"household","responsible_unit":"甲单位","stage":"implementing","village_id":1}', '{"category":"菌菜大棚","code":"P-001","households":25,"implementer":"乙公司","name":"牙河村菌菜大棚","persons":80,"planned_cost_fen":30000000,"reach":"household","responsible_unit":"甲单位","stage":"implementing","village_id":1}', '4343b9f59a1803964cbc1bb603f045547c466d7833729bee6c69c60e7ae5a157', '6373fbf358cce712d52fa663b3cf4fcdedca25bdbb886f7b4c7b38e21cddbb41');
INSERT INTO public.audit VALUES (75, '2026-11-29T09:30:49.093404+00:00', 'office', 'import', 'batch', 5, 5, NULL, '{"digest":"7f4531b797e660e231777628e45a8666d3db312c4dde78c19ada0d9cb7cee952","entries":0,"files":[["项目.csv",null,"adb1f162e84e586e62911d4d33904fec30d9caeab0c63dcfa1d11a3acc48d644",0]]}', '6373fbf358cce712d52fa663b3cf4fcdedca25bdbb886f7b4c7b38e21cddbb41', '342588e7cf3bcab93214938c848ac0f8baa4d8634e7652384d5a6b887613e084');
INSERT INTO public.audit VALUES (76, '2026-11-29T09:30:49.168097+00:00', 'office', 'add', 'entry', 26, NULL, NULL, '{"amount_fen":500000,"date":"2017-10-01","fund_id":1,"kind":"spending","project_id":1,"village_id":1,"voucher":"9"}', '342588e7cf3bcab93214938c848ac0f8baa4d8634e7652384d5a6b887613e084', '668330651680a2787fb47e479d8e875edfc3e02cfa5bc3d27442f644b59eab64');
INSERT INTO public.audit VALUES (77, '2026-11-29T09:30:49.238912+00:00', 'office', 'add', 'entry', 27, NULL, NULL, '{"amount_fen":-500000,"date":"2017-10-02","fund_id":1,"kind":"spending","project_id":1,"reason":"记错","reverses_id":26,"village_id":1}', '668330651680a2787fb47e479d8e875edfc3e02cfa5bc3d27442f644b59eab64', '7b65e3b885272d0a3d1308ffcdc24b42e9825b032329a14ba0bd89cc7d607d2d');
INSERT INTO public.audit VALUES (78, '2026-11-29T09:30:49.308004+00:00', 'office', 'add', 'entry', 28, NULL, NULL, '{"amount_fen":500000,"date":"2017-10-03","fund_id":1,"kind":"spending","project_id":1,"reason":"没有记错","reverses_id":27,"village_id":1}', '7b65e3b885272d0a3d1308ffcdc24b42e9825b032329a14ba0bd89cc7d607d2d', '8aebafda684a850bed46c5fe7c0be3c8defbd2e9d62960fbdc7d986859fcf708');
INSERT INTO public.audit VALUES (79, '2026-11-29T09:30:49.363434+00:00', 'office', 'add', 'entry', 29, NULL, NULL, '{"amount_fen":600000,"date":"2017-10-05","fund_id":1,"kind":"spending","project_id":1,"village_id":1}', '8aebafda684a850bed46c5fe7c0be3c8defbd2e9d62960fbdc7d986859fcf708', '66e93aca75b72de59066bf61e0a6ee11c00c6c212aeeca708b749d409164d99d');
INSERT INTO public.audit VALUES (80, '2026-11-29T09:30:49.432263+00:00', 'office', 'add', 'entry', 30, NULL, NULL, '{"amount_fen":-250000,"date":"2017-10-06","fund_id":1,"kind":"spending","project_id":1,"reason":"部分退回","reverses_id":29,"village_id":1}', '66e93aca75b72de59066bf61e0a6ee11c00c6c212aeeca708b749d409164d99d', 'a13d2ce4c674f4109ff3dade2ee92b9e5f2f6525a32e3fa6867a75e47ee58e9a');
INSERT INTO public.audit VALUES (81, '2026-11-29T09:30:49.500532+00:00', 'office', 'add', 'entry', 31, NULL, NULL, '{"amount_fen":50000,"date":"2017-10-07","fund_id":1,"kind":"spending","project_id":1,"reason":"退多了","reverses_id":30,"village_id":1}', 'a13d2ce4c674f4109ff3dade2ee92b9e5f2f6525a32e3fa6867a75e47ee58e9a', '5c296559447344cfe36834458f0c67e3ad6e3815ade52ac5ccefcf543f63a48f');
INSERT INTO public.audit VALUES (82, '2026-11-29T09:30:49.551398+00:00', 'office', 'add', 'entry', 32, NULL, NULL, '{"amount_fen":1200,"date":"2017-11-01","fund_id":5,"kind":"receipt"}', '5c296559447344cfe36834458f0c67e3ad6e3815ade52ac5ccefcf543f63a48f', 'c30a445d0772daa2c36edc410ae355b46d21cff931e93d93cd58b6136afe3413');
INSERT INTO public.audit VALUES (83, '2026-11-29T09:30:49.621897+00:00', 'office', 'add', 'entry', 33, NULL, NULL, '{"amount_fen":-1200,"date":"2017-11-01","fund_id":5,"kind":"receipt","reason":"记错","reverses_id":32}', 'c30a445d0772daa2c36edc410ae355b46d21cff931e93d93cd58b6136afe3413', '7ebaaf4ced6c2185f039a339972036a6e7b3db4f7d55e4d5374a244f170c13ba');
INSERT INTO public.audit VALUES (84, '2026-11-29T09:30:49.667331+00:00', 'office', 'add', 'entry', 34, NULL, NULL, '{"amount_fen":99999,"date":"2017-12-01","fund_id":2,"kind":"spending","over":"灾情追加","project_id":1,"village_id":2}', '7ebaaf4ced6c2185f039a339972036a6e7b3db4f7d55e4d5374a244f170c13ba', 'caae1125772b9607128854fdabd2e1f2efcd0176931d0bb38f960bfb60e9af7b');
INSERT INTO public.audit VALUES (85, '2026-11-29T09:30:49.714824+00:00', 'office', 'add', 'entry', 35, NULL, NULL, '{"amount_fen":99999,"date":"2018-01-05","fund_id":2,"kind":"allocation","project_id":1,"village_id":2}', 'caae1125772b9607128854fdabd2e1f2efcd0176931d0bb38f960bfb60e9af7b', 'a2e31c63c5cb5726dd25a4a9fc41515eaf263d7fca676e16959bb13d0cac2ee3');
INSERT INTO public.audit VALUES (86, '2026-11-29T09:30:49.789089+00:00', 'office', 'add', 'entry', 36, NULL, NULL, '{"amount_fen":40000000,"date":"2017-12-30","fund_id":1,"kind":"spending","over":"先垫付","project_id":1,"village_id":1}', 'a2e31c63c5cb5726dd25a4a9fc41515eaf263d7fca676e16959bb13d0cac2ee3', 'f3ad3eaf2df6d5090af1ef838ab311af889089f262e4d7970468f0ecbe8fd065');
INSERT INTO public.audit VALUES (87, '2026-11-29T09:30:49.852664+00:00', 'office', 'add', 'entry', 37, NULL, NULL, '{"amount_fen":10000,"date":"2018-08-01","fund_id":1,"kind":"spending","over":"质保金","project_id":4,"village_id":2}', 'f3ad3eaf2df6d5090af1ef838ab311af889089f262e4d7970468f0ecbe8fd065', 'ace30cb566d34b6672313fe9c5f58945bfc5dc63ea7627de52e411db9d500cea');
INSERT INTO public.audit VALUES (88, '2026-11-29T09:30:49.908382+00:00', 'office', 'add', 'entry', 38, NULL, NULL, '{"amount_fen":5000000,"date":"2016-07-01","fund_id":6,"guarantor":"孙","household_id":1,"kind":"loan","ref":"JK-1","schedule":"equal_principal","term":24,"village_id":1,"yearly_rate":"4.35%"}', 'ace30cb566d34b6672313fe9c5f58945bfc5dc63ea7627de52e411db9d500cea', 'b563b6c7f98b2f39fd3b5e3c2a076a81606d7f82548373a3cc5dafb40147bb79');
INSERT INTO public.audit VALUES (89, '2026-11-29T09:30:49.976529+00:00', 'office', 'add', 'entry', 39, NULL, NULL, '{"amount_fen":3000000,"date":"2016-08-01","fund_id":6,"household_id":2,"kind":"loan","ref":"JK-2","schedule":"lump_sum","term":12,"village_id":1,"yearly_rate":"0%"}', 'b563b6c7f98b2f39fd3b5e3c2a076a81606d7f82548373a3cc5dafb40147bb79', '8376a8f23cd2847d826065e09b8a4064d3b322994d3b28dfbf73589cf8cdfe5d');
INSERT INTO public.audit VALUES (90, '2026-11-29T09:30:50.035202+00:00', 'office', 'add', 'entry', 40, NULL, NULL, '{"amount_fen":2000000,"date":"2017-01-01","fund_id":6,"household_id":2,"kind":"loan","ref":"JK-3","village_id":1}', '8376a8f23cd2847d826065e09b8a4064d3b322994d3b28dfbf73589cf8cdfe5d', '2500ce3123ee0cd085050e7c672f3aa671725ebab0d75188466cc227383b2817');
INSERT INTO public.audit VALUES (91, '2026-11-29T09:30:50.091416+00:00', 'office', 'add', 'entry', 41, NULL, NULL, '{"amount_fen":1250000,"date":"2017-01-01","fund_id":6,"kind":"repayment","loan_id":38,"village_id":1}', '2500ce3123ee0cd085050e7c672f3aa671725ebab0d75188466cc227383b2817', '8875189d4af6a11925aa8527daf575442494168825f8d6619a7dcf6587f3fc5f');
INSERT INTO public.audit VALUES (92, '2026-11-29T09:30:50.151567+00:00', 'office', 'add', 'entry', 42, NULL, NULL, '{"amount_fen":1250000,"date":"2017-07-01","fund_id":6,"kind":"repayment","loan_id":38,"ref":"HK-2","village_id":1}', '8875189d4af6a11925aa8527daf575442494168825f8d6619a7dcf6587f3fc5f', '03200a3e1a2bff1a8f77993a9598d9b242f59c9b32071b33be488314e2333e6d');
INSERT INTO public.audit VALUES (93, '2026-11-29T09:30:50.229269+00:00', 'office', 'add', 'entry', 43, NULL, NULL, '{"amount_fen":-250000,"date":"2017-07-02","fund_id":6,"kind":"repayment","loan_id":38,"reason":"多记","reverses_id":42,"village_id":1}', '03200a3e1a2bff1a8f77993a9598d9b242f59c9b32071b33be488314e2333e6d', 'c126cc2dd31ced22c7bb4239a9a198e29086172881c8b6277794c2ff344568c2');
INSERT INTO public.audit VALUES (94, '2026-11-29T09:30:50.287660+00:00', 'office', 'add', 'entry', 44, NULL, NULL, '{"amount_fen":1000000,"date":"2018-01-01","fund_id":6,"kind":"writeoff","loan_id":39,"reason":"特困","village_id":1}', 'c126cc2dd31ced22c7bb4239a9a198e29086172881c8b6277794c2ff344568c2', '01a458ccfbd2683df0f62cd628a924c47242f5104eeeedcd7a5e6335f34704dd');
INSERT INTO public.audit VALUES (95, '2026-11-29T09:30:50.361134+00:00', 'office', 'add', 'entry', 45, NULL, NULL, '{"amount_fen":-2000000,"date":"2017-01-02","fund_id":6,"household_id":2,"kind":"loan","loan_id":40,"reason":"未放","reverses_id":40,"village_id":1}', '01a458ccfbd2683df0f62cd628a924c47242f5104eeeedcd7a5e6335f34704dd', '80811326337ab3773b0f4e6d7b926009a0211bb531dcb48dc449896dcb162a72');
INSERT INTO public.audit VALUES (96, '2026-11-29T09:30:50.417159+00:00', 'office', 'add', 'entry', 46, NULL, NULL, '{"amount_fen":30000000,"date":"2016-03-01","fund_id":7,"kind":"receipt"}', '80811326337ab3773b0f4e6d7b926009a0211bb531dcb48dc449896dcb162a72', 'a69d6d45566631f53cbdfe01e40555dfbc4a3a8a4e525812beae7d3f9b2a9bcb');
INSERT INTO public.audit VALUES (97, '2026-11-29T09:30:50.475945+00:00', 'office', 'add', 'entry', 47, NULL, NULL, '{"amount_fen":12000000,"date":"2016-04-01","fund_id":7,"kind":"allocation","project_id":3,"village_id":1}', 'a69d6d45566631f53cbdfe01e40555dfbc4a3a8a4e525812beae7d3f9b2a9bcb', '8f4046ceec84d54654645a9e3f0157be7b310ef88d653838539d98779dc05b4e');
INSERT INTO public.audit VALUES (98, '2026-11-29T09:30:50.557531+00:00', 'office', 'add', 'entry', 48, NULL, NULL, '{"amount_fen":10000000,"date":"2016-04-02","fund_id":7,"kind":"disbursement","project_id":3,"village_id":1}', '8f4046ceec84d54654645a9e3f0157be7b310ef88d653838539d98779dc05b4e', '8e0ef8ba8256b348039607a861a3b33d40a9e5d722b26864efa908de82107da3');
INSERT INTO public.audit VALUES (99, '2026-11-29T09:30:50.616300+00:00', 'office', 'add', 'entry', 49, NULL, NULL, '{"amount_fen":6000000,"date":"2016-09-01","fund_id":7,"kind":"spending","project_id":3,"village_id":1}', '8e0ef8ba8256b348039607a861a3b33d40a9e5d722b26864efa908de82107da3', 'f903bc311f832cf8fc3b67febc675bbb0199e3775cf8097c6c23683d4f8f0606');
INSERT INTO public.audit VALUES (100, '2026-11-29T09:30:50.675192+00:00', 'office', 'add', 'fund', 9, 6, NULL, '{"budget_fen":44000000,"form":"grant","idle_from":"2016-03-01","name":"年年款(2017年结转)","part_of_id":7,"source":"union","year":2017}', 'f903bc311f832cf8fc3b67febc675bbb0199e3775cf8097c6c23683d4f8f0606', '0cbabf931c644a7ab07b51dd0b7c4c61dc56d05d4de283ea8b459fa51f4839d6');
INSERT INTO public.audit VALUES (101, '2026-11-29T09:30:50.675192+00:00', 'office', 'carry', 'batch', 6, 6, NULL, '{"digest":"7a0c1a939a6fbd002dd54c944dd6f23310575647287e15b7cc8f14f14dc812b3","entries":6,"from":7,"into":9}', '0cbabf931c644a7ab07b51dd0b7c4c61dc56d05d4de283ea8b459fa51f4839d6', 'b80ff5a218cb4321bd9868148ae5b1d004975d4c07b09473f0e5584f570c5dde');
INSERT INTO public.audit VALUES (102, '2026-11-29T09:30:50.752051+00:00', 'office', 'edit', 'fund', 9, NULL, '{"budget_fen":44000000,"form":"grant","idle_from":"2016-03-01","name":"年年款(2017年结转)","part_of_id":7,"source":"union","year":2017}', '{"form":"grant","idle_from":"2016-03-01","name":"年年款(2017年结转)","source":"union","year":2017}', 'b80ff5a218cb4321bd9868148ae5b1d004975d4c07b09473f0e5584f570c5dde', 'cac2a5f05a6c7b5f84af3f0229eed7c179d18227daf1254e9546166f71509868');
INSERT INTO public.audit VALUES (103, '2026-11-29T09:30:50.752051+00:00', 'office', 'undo', 'batch', 7, 6, NULL, '{"digest":"c835d3dd496d1c6b6a2854a2cfc137403a28b29d9967d80e1f1ed4e959f56ba0","entries":6,"undoes":6}', 'cac2a5f05a6c7b5f84af3f0229eed7c179d18227daf1254e9546166f71509868', '6516713752494acbae4102f33c71736d4af0285eed07b112054c34d220f95403');
INSERT INTO public.audit VALUES (104, '2026-11-29T09:30:50.834355+00:00', 'office', 'edit', 'fund', 9, 8, '{"form":"grant","idle_from":"2016-03-01","name":"年年款(2017年结转)","source":"union","year":2017}', '{"budget_fen":44000000,"form":"grant","idle_from":"2016-03-01","name":"年年款(2017年结转)","part_of_id":7,"source":"union","year":2017}', '6516713752494acbae4102f33c71736d4af0285eed07b112054c34d220f95403', '1531736207de4f73a7602dca0ea69004d79563fc26552f1bdbc69b0ec2677d49');
INSERT INTO public.audit VALUES (105, '2026-11-29T09:30:50.834355+00:00', 'office', 'carry', 'batch', 8, 8, NULL, '{"digest":"148726cff077baea65d2c31c963eb9b9ef414b1c8130203b53b4ace79e3bc946","entries":6,"from":7,"into":9}', '1531736207de4f73a7602dca0ea69004d79563fc26552f1bdbc69b0ec2677d49', '761215a429ae85cb73265062c81fe7a2a04637bf785e038365a6b734ff738aa2');
INSERT INTO public.audit VALUES (106, '2026-11-29T09:30:50.913302+00:00', 'office', 'add', 'entry', 68, NULL, NULL, '{"amount_fen":24000000,"date":"2017-01-01","fund_id":9,"kind":"receipt","purpose":"另一笔等额到账"}', '761215a429ae85cb73265062c81fe7a2a04637bf785e038365a6b734ff738aa2', 'ab99a30673a353fd0e6f610be4605f04c386ca564162240dd0cd087441ca709b');
INSERT INTO public.audit VALUES (107, '2026-11-29T09:30:51.061255+00:00', 'office', 'add', 'entry', 69, NULL, NULL, '{"amount_fen":1000000,"date":"2017-05-01","fund_id":9,"kind":"spending","project_id":3,"village_id":1}', 'ab99a30673a353fd0e6f610be4605f04c386ca564162240dd0cd087441ca709b', '5c7cd13737bb9631e91967db996698fc9d37468f15cc27725b5c01c7533a0cae');
INSERT INTO public.audit VALUES (108, '2026-11-29T09:30:51.129311+00:00', 'office', 'add', 'entry', 70, NULL, NULL, '{"amount_fen":-100,"date":"2017-06-01","fund_id":9,"kind":"receipt","reason":"更正","reverses_id":65}', '5c7cd13737bb9631e91967db996698fc9d37468f15cc27725b5c01c7533a0cae', '3ee50ec0e81c46e93e53bc7647203b02457ac728e065b51f037b4ace867a462b');
INSERT INTO public.audit VALUES (109, '2026-11-29T09:30:51.184277+00:00', 'office', 'add', 'fund', 10, 9, NULL, '{"budget_fen":43000000,"form":"grant","idle_from":"2016-03-01","name":"年年款(2018年结转)","part_of_id":9,"source":"surplus","year":2018}', '3ee50ec0e81c46e93e53bc7647203b02457ac728e065b51f037b4ace867a462b', '8f4dfec1e3883699aab6547c0f05d4331b7e9e794349aee3a14d53e51059bdaa');
INSERT INTO public.audit VALUES (110, '2026-11-29T09:30:51.184277+00:00', 'office', 'carry', 'batch', 9, 9, NULL, '{"digest":"a7ee71b2096a6e43f9153dc81792c16ef55013e7ba6f1c3694c14072d82cfbbb","entries":4,"from":9,"into":10}', '8f4dfec1e3883699aab6547c0f05d4331b7e9e794349aee3a14d53e51059bdaa', '0f0dcb59b7edc4d44085d65df79f7bb710cdb77eababe2f9825226a18e65d92e');
INSERT INTO public.audit VALUES (111, '2026-11-29T09:30:51.249111+00:00', 'office', 'add', 'fund', 11, NULL, NULL, '{"name":"老款","source":"self","year":2015}', '0f0dcb59b7edc4d44085d65df79f7bb710cdb77eababe2f9825226a18e65d92e', '0c1fca6c97c747a9b4031f8273b796656f83d1691b15a3715436aa2374469086');
INSERT INTO public.audit VALUES (112, '2026-11-29T09:30:51.271626+00:00', 'office', 'add', 'fund', 12, NULL, NULL, '{"name":"老款2016","part_of_id":11,"source":"self","year":2016}', '0c1fca6c97c747a9b4031f8273b796656f83d1691b15a3715436aa2374469086', '6e28d1f02c7c135943d633e44b5f051b7b8162175c1346ab045f709201a25b02');
INSERT INTO public.audit VALUES (113, '2026-11-29T09:30:51.295007+00:00', 'office', 'import', 'batch', 10, 10, NULL, '{"digest":"55b790ac1dbf5080ecd351bf3cdaeb9d2779f42792dd1523b15bf214afdf1e95","entries":3,"files":[["到账.csv",null,"efc6d11732b4aafccd039c08092cc0d75e67d192933e0243cd9974aac0f87f2a",3]]}', '6e28d1f02c7c135943d633e44b5f051b7b8162175c1346ab045f709201a25b02', '080e45345862cde5f7240b8efa62f84960bcaad44b7e4cddf28c753e228922a9');
INSERT INTO public.audit VALUES (114, '2026-11-29T09:30:51.351973+00:00', 'office', 'add', 'entry', 78, NULL, NULL, '{"amount_fen":5000,"date":"2016-02-01","fund_id":12,"kind":"allocation","project_id":3}', '080e45345862cde5f7240b8efa62f84960bcaad44b7e4cddf28c753e228922a9', '539f42f883270e0577f51e80d52947418492e67fc244087172788ab1bbd496f4');
INSERT INTO public.audit VALUES (115, '2026-11-29T09:30:51.408354+00:00', 'office', 'reveal', 'personal', NULL, NULL, NULL, '{"command":"aidtrack household list"}', '539f42f883270e0577f51e80d52947418492e67fc244087172788ab1bbd496f4', '16775cc8accba51a686f70b9883f7fc9d5fae494f915ad657d69e099486e16ee');
INSERT INTO public.audit VALUES (116, '2026-11-29T09:30:51.432089+00:00', 'office', 'add', 'village', 6, NULL, NULL, '{"name":"末村"}', '16775cc8accba51a686f70b9883f7fc9d5fae494f915ad657d69e099486e16ee', 'd94713dd613e5adf704cbd474c5fba2759a50c840a01c371d6226a18d44cb02f');
INSERT INTO public.audit VALUES (117, '2026-11-29T09:30:51.452584+00:00', 'office', 'remove', 'village', 6, NULL, '{"name":"末村"}', NULL, 'd94713dd613e5adf704cbd474c5fba2759a50c840a01c371d6226a18d44cb02f', 'bce992f2e6b4b84918d7ed1c5d8c241a12a00c3d0f02e948f70598d2158afa55');
INSERT INTO public.batch VALUES (1, '2026-11-29T09:30:48.625659+00:00', 'office', 'import', NULL, 7, 12, 18);
INSERT INTO public.batch VALUES (2, '2026-11-29T09:30:48.790979+00:00', 'office', 'import', NULL, 1, 20, 20);
INSERT INTO public.batch VALUES (3, '2026-11-29T09:30:48.910081+00:00', 'office', 'import', NULL, 2, 22, 23);
INSERT INTO public.batch VALUES (4, '2026-11-29T09:30:48.978138+00:00', 'office', 'undo', 3, 2, 24, 25);
INSERT INTO public.batch VALUES (5, '2026-11-29T09:30:49.093404+00:00', 'office', 'import', NULL, 0, NULL, NULL);
INSERT INTO public.batch VALUES (6, '2026-11-29T09:30:50.675192+00:00', 'office', 'carry', NULL, 6, 50, 55);
INSERT INTO public.batch VALUES (7, '2026-11-29T09:30:50.752051+00:00', 'office', 'undo', 6, 6, 56, 61);
INSERT INTO public.batch VALUES (8, '2026-11-29T09:30:50.834355+00:00', 'office', 'carry', NULL, 6, 62, 67);
INSERT INTO public.batch VALUES (9, '2026-11-29T09:30:51.184277+00:00', 'office', 'carry', NULL, 4, 71, 74);
INSERT INTO public.batch VALUES (10, '2026-11-29T09:30:51.295007+00:00', 'office', 'import', NULL, 3, 75, 77);
INSERT INTO public.batch_file VALUES (1, 1, 1, '支出.csv', NULL, 'ea2bae9d8eb66fa65a91dad7bd234326cf2c083599dc5e70f9b0a4ecbca90235', 'spending', 'utf-8', 3);
INSERT INTO public.batch_file VALUES (2, 1, 2, '安排.csv', NULL, '1941b4169e9b624b1921d1ced1e203fbf58645a209e3d7992dfda9d186d28a35', 'allocation', 'utf-8', 4);
INSERT INTO public.batch_file VALUES (3, 1, 3, '村.csv', NULL, '77e9962a0d22979dde977184427845d2d5a558fb66721b4a1ef9f1b8162e5f46', 'village', 'utf-8', 1);
INSERT INTO public.batch_file VALUES (4, 2, 1, '退回支出.csv', NULL, '8701cbc8bcae5ca8b55756b06a83d7c4755d0244ec7976642cdef31d82271561', 'spending', 'utf-8', 1);
INSERT INTO public.batch_file VALUES (5, 3, 1, '误支出.csv', NULL, '646ca32542bf3317b5a090b2ccbac5aa6b9402480b80df590516d70386c6ec34', 'spending', 'utf-8', 2);
INSERT INTO public.batch_file VALUES (6, 3, 2, '单位.csv', NULL, '61dda154a988dc22ee9629337ee3c8554516cb0209d56c2ffc94d9f851c2c93d', 'organization', 'utf-8', 1);
INSERT INTO public.batch_file VALUES (7, 5, 1, '项目.csv', NULL, 'adb1f162e84e586e62911d4d33904fec30d9caeab0c63dcfa1d11a3acc48d644', 'project', 'utf-8', 0);
INSERT INTO public.batch_file VALUES (8, 10, 1, '到账.csv', NULL, 'efc6d11732b4aafccd039c08092cc0d75e67d192933e0243cd9974aac0f87f2a', 'receipt', 'utf-8', 3);
INSERT INTO public.cell_balance VALUES (4, 3, 1, 3000000, NULL, NULL);
INSERT INTO public.cell_balance VALUES (3, 2, 1, 20000000, NULL, 12000001);
INSERT INTO public.cell_balance VALUES (2, 1, 1, 10000000, NULL, NULL);
INSERT INTO public.cell_balance VALUES (1, 3, 0, 4000000, NULL, NULL);
INSERT INTO public.cell_balance VALUES (2, 1, 2, 99999, NULL, 99999);
INSERT INTO public.cell_balance VALUES (1, 1, 1, 30000000, 25000000, 51900050);
INSERT INTO public.cell_balance VALUES (1, 4, 2, 8000000, NULL, 3010000);
INSERT INTO public.cell_balance VALUES (7, 3, 1, 6000000, 6000000, 6000000);
INSERT INTO public.cell_balance VALUES (9, 3, 1, 1000000, 1000000, 1000000);
INSERT INTO public.cell_balance VALUES (12, 3, 0, 5000, NULL, NULL);
INSERT INTO public.document VALUES (1, '帮扶方案', '工作方案', '工发〔2016〕3号', '2016-03-01', '2020-12-31', '甲单位、乙公司', 1, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.document VALUES (2, '大棚协议', '项目协议书', NULL, '2017-03', NULL, NULL, NULL, 1, 1, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.document VALUES (3, '光伏批复', '批复', NULL, '2017-02-01', NULL, NULL, NULL, 2, NULL, '批复.txt', '5fe728a3c3cb7d8027895c3455cfcf98ad4779f2f26624ad1d272cbb1a5bfe3a', NULL, NULL, NULL);
INSERT INTO public.entry VALUES (1, 'receipt', '2016-01-10', 1, NULL, NULL, 100000000, '甲单位', '记-1', '工财1号', NULL, '拨入', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.entry VALUES (2, 'receipt', '2017-02-01', 2, NULL, NULL, 60000000, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.entry VALUES (3, 'interest', '2016-12-21', 1, NULL, NULL, 123456, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.entry VALUES (4, 'receipt', '2017-03-01', 3, NULL, NULL, 30000000, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.entry VALUES (5, 'receipt', '2017-03-01', 4, NULL, NULL, 10000000, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.entry VALUES (6, 'receipt', '2016-05-12', 5, NULL, NULL, 8888888, '乙公司', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.entry VALUES (7, 'receipt', '2016-06-01', 6, NULL, NULL, 40000000, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.entry VALUES (8, 'receipt', '2017-05-12', 5, NULL, NULL, -500000, NULL, NULL, NULL, NULL, NULL, '误汇退回', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.entry VALUES (9, 'allocation', '2017-04-01', 3, 2, 1, 20000000, NULL, NULL, NULL, NULL, NULL, NULL, '写法不同，同一类别', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.entry VALUES (10, 'allocation', '2017-04-01', 4, 3, 1, 3000000, NULL, NULL, NULL, NULL, NULL, NULL, '类别写作两词', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.entry VALUES (11, 'spending', '2017-09-01', 3, 2, 1, 12000001, NULL, '光-1', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.entry VALUES (12, 'allocation', '2016-03-01', 1, 1, 1, 30000000, NULL, NULL, NULL, 'AP-1', NULL, NULL, NULL, NULL, 1, 2, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.entry VALUES (13, 'allocation', '2016-03-01', 1, 4, 2, 8000000, NULL, NULL, NULL, 'AP-2', NULL, NULL, NULL, NULL, 1, 2, 3, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.entry VALUES (14, 'allocation', '2017-03-01', 1, 3, NULL, 5000000, NULL, NULL, NULL, 'AP-3', NULL, NULL, NULL, NULL, 1, 2, 4, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.entry VALUES (15, 'allocation', '2017-03-02', 2, 1, 1, 10000000, NULL, NULL, NULL, 'AP-4', NULL, NULL, NULL, NULL, 1, 2, 5, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.entry VALUES (16, 'spending', '2017-05-01', 1, 1, 1, 10000000, '乙公司', '1', NULL, 'ZC-1', NULL, NULL, NULL, NULL, 1, 1, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.entry VALUES (17, 'spending', '2017-05-02', 1, 1, 1, 5000050, '乙公司', '2', NULL, 'ZC-2', NULL, NULL, NULL, NULL, 1, 1, 3, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.entry VALUES (18, 'spending', '2017-06-02', 1, 4, 2, 3000000, '工程队', '3', NULL, 'ZC-3', NULL, NULL, NULL, NULL, 1, 1, 4, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.entry VALUES (19, 'disbursement', '2016-04-01', 1, 1, 1, 25000000, '县财政', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.entry VALUES (20, 'spending', '2017-07-01', 1, 1, 1, -4000000, NULL, NULL, NULL, 'TH-1', NULL, '多付', NULL, 16, 2, 1, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.entry VALUES (21, 'allocation', '2017-08-01', 1, 3, NULL, -1000000, NULL, NULL, NULL, NULL, NULL, '调减', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.entry VALUES (22, 'spending', '2017-08-01', 1, 1, 1, 77700, NULL, NULL, NULL, 'WU-1', NULL, NULL, NULL, NULL, 3, 1, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.entry VALUES (23, 'spending', '2017-08-02', 1, 4, 2, 88800, NULL, NULL, NULL, 'WU-2', NULL, NULL, NULL, NULL, 3, 1, 3, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.entry VALUES (24, 'spending', '2017-08-01', 1, 1, 1, -77700, NULL, NULL, NULL, NULL, NULL, 'import 3 taken back', NULL, 22, 4, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.entry VALUES (25, 'spending', '2017-08-02', 1, 4, 2, -88800, NULL, NULL, NULL, NULL, NULL, 'import 3 taken back', NULL, 23, 4, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.entry VALUES (26, 'spending', '2017-10-01', 1, 1, 1, 500000, NULL, '9', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.entry VALUES (27, 'spending', '2017-10-02', 1, 1, 1, -500000, NULL, NULL, NULL, NULL, NULL, '记错', NULL, 26, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.entry VALUES (28, 'spending', '2017-10-03', 1, 1, 1, 500000, NULL, NULL, NULL, NULL, NULL, '没有记错', NULL, 27, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.entry VALUES (29, 'spending', '2017-10-05', 1, 1, 1, 600000, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.entry VALUES (30, 'spending', '2017-10-06', 1, 1, 1, -250000, NULL, NULL, NULL, NULL, NULL, '部分退回', NULL, 29, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.entry VALUES (31, 'spending', '2017-10-07', 1, 1, 1, 50000, NULL, NULL, NULL, NULL, NULL, '退多了', NULL, 30, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.entry VALUES (32, 'receipt', '2017-11-01', 5, NULL, NULL, 1200, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.entry VALUES (33, 'receipt', '2017-11-01', 5, NULL, NULL, -1200, NULL, NULL, NULL, NULL, NULL, '记错', NULL, 32, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.entry VALUES (34, 'spending', '2017-12-01', 2, 1, 2, 99999, NULL, NULL, NULL, NULL, NULL, NULL, '灾情追加', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.entry VALUES (35, 'allocation', '2018-01-05', 2, 1, 2, 99999, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.entry VALUES (36, 'spending', '2017-12-30', 1, 1, 1, 40000000, NULL, NULL, NULL, NULL, NULL, NULL, '先垫付', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.entry VALUES (37, 'spending', '2018-08-01', 1, 4, 2, 10000, NULL, NULL, NULL, NULL, NULL, NULL, '质保金', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.entry VALUES (38, 'loan', '2016-07-01', 6, NULL, 1, 5000000, NULL, NULL, NULL, 'JK-1', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, 24, '4.35%', 'equal_principal', '孙', NULL);
INSERT INTO public.entry VALUES (39, 'loan', '2016-08-01', 6, NULL, 1, 3000000, NULL, NULL, NULL, 'JK-2', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, 12, '0%', 'lump_sum', NULL, NULL);
INSERT INTO public.entry VALUES (40, 'loan', '2017-01-01', 6, NULL, 1, 2000000, NULL, NULL, NULL, 'JK-3', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.entry VALUES (41, 'repayment', '2017-01-01', 6, NULL, 1, 1250000, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 38);
INSERT INTO public.entry VALUES (42, 'repayment', '2017-07-01', 6, NULL, 1, 1250000, NULL, NULL, NULL, 'HK-2', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 38);
INSERT INTO public.entry VALUES (43, 'repayment', '2017-07-02', 6, NULL, 1, -250000, NULL, NULL, NULL, NULL, NULL, '多记', NULL, 42, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 38);
INSERT INTO public.entry VALUES (44, 'writeoff', '2018-01-01', 6, NULL, 1, 1000000, NULL, NULL, NULL, NULL, NULL, '特困', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 39);
INSERT INTO public.entry VALUES (45, 'loan', '2017-01-02', 6, NULL, 1, -2000000, NULL, NULL, NULL, NULL, NULL, '未放', NULL, 40, NULL, NULL, NULL, 2, NULL, NULL, NULL, NULL, 40);
INSERT INTO public.entry VALUES (46, 'receipt', '2016-03-01', 7, NULL, NULL, 30000000, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.entry VALUES (47, 'allocation', '2016-04-01', 7, 3, 1, 12000000, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.entry VALUES (48, 'disbursement', '2016-04-02', 7, 3, 1, 10000000, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.entry VALUES (49, 'spending', '2016-09-01', 7, 3, 1, 6000000, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.entry VALUES (50, 'disbursement', '2017-01-01', 7, 3, 1, -4000000, NULL, NULL, NULL, NULL, NULL, 'carried on into 2017: 年年款(2017年结转)', NULL, NULL, 6, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.entry VALUES (51, 'allocation', '2017-01-01', 7, 3, 1, -6000000, NULL, NULL, NULL, NULL, NULL, 'carried on into 2017: 年年款(2017年结转)', NULL, NULL, 6, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.entry VALUES (52, 'receipt', '2017-01-01', 7, NULL, NULL, -24000000, NULL, NULL, NULL, NULL, NULL, 'carried on into 2017: 年年款(2017年结转)', NULL, NULL, 6, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.entry VALUES (53, 'receipt', '2017-01-01', 9, NULL, NULL, 24000000, NULL, NULL, NULL, NULL, NULL, 'carried on from 年年款', NULL, NULL, 6, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.entry VALUES (54, 'allocation', '2017-01-01', 9, 3, 1, 6000000, NULL, NULL, NULL, NULL, NULL, 'carried on from 年年款', NULL, NULL, 6, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.entry VALUES (55, 'disbursement', '2017-01-01', 9, 3, 1, 4000000, NULL, NULL, NULL, NULL, NULL, 'carried on from 年年款', NULL, NULL, 6, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.entry VALUES (56, 'disbursement', '2017-01-01', 7, 3, 1, 4000000, NULL, NULL, NULL, NULL, NULL, 'carrying on 6 taken back', NULL, 50, 7, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.entry VALUES (57, 'allocation', '2017-01-01', 7, 3, 1, 6000000, NULL, NULL, NULL, NULL, NULL, 'carrying on 6 taken back', NULL, 51, 7, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.entry VALUES (58, 'receipt', '2017-01-01', 7, NULL, NULL, 24000000, NULL, NULL, NULL, NULL, NULL, 'carrying on 6 taken back', NULL, 52, 7, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.entry VALUES (59, 'receipt', '2017-01-01', 9, NULL, NULL, -24000000, NULL, NULL, NULL, NULL, NULL, 'carrying on 6 taken back', NULL, 53, 7, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.entry VALUES (60, 'allocation', '2017-01-01', 9, 3, 1, -6000000, NULL, NULL, NULL, NULL, NULL, 'carrying on 6 taken back', NULL, 54, 7, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.entry VALUES (61, 'disbursement', '2017-01-01', 9, 3, 1, -4000000, NULL, NULL, NULL, NULL, NULL, 'carrying on 6 taken back', NULL, 55, 7, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.entry VALUES (62, 'disbursement', '2017-01-01', 7, 3, 1, -4000000, NULL, NULL, NULL, NULL, NULL, 'carried on into 2017: 年年款(2017年结转)', NULL, NULL, 8, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.entry VALUES (63, 'allocation', '2017-01-01', 7, 3, 1, -6000000, NULL, NULL, NULL, NULL, NULL, 'carried on into 2017: 年年款(2017年结转)', NULL, NULL, 8, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.entry VALUES (64, 'receipt', '2017-01-01', 7, NULL, NULL, -24000000, NULL, NULL, NULL, NULL, NULL, 'carried on into 2017: 年年款(2017年结转)', NULL, NULL, 8, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.entry VALUES (65, 'receipt', '2017-01-01', 9, NULL, NULL, 24000000, NULL, NULL, NULL, NULL, NULL, 'carried on from 年年款', NULL, NULL, 8, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.entry VALUES (66, 'allocation', '2017-01-01', 9, 3, 1, 6000000, NULL, NULL, NULL, NULL, NULL, 'carried on from 年年款', NULL, NULL, 8, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.entry VALUES (67, 'disbursement', '2017-01-01', 9, 3, 1, 4000000, NULL, NULL, NULL, NULL, NULL, 'carried on from 年年款', NULL, NULL, 8, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.entry VALUES (68, 'receipt', '2017-01-01', 9, NULL, NULL, 24000000, NULL, NULL, NULL, NULL, '另一笔等额到账', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.entry VALUES (69, 'spending', '2017-05-01', 9, 3, 1, 1000000, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.entry VALUES (70, 'receipt', '2017-06-01', 9, NULL, NULL, -100, NULL, NULL, NULL, NULL, NULL, '更正', NULL, 65, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.entry VALUES (71, 'disbursement', '2018-01-01', 9, 3, 1, -3000000, NULL, NULL, NULL, NULL, NULL, 'not spent, free again', NULL, NULL, 9, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.entry VALUES (72, 'allocation', '2018-01-01', 9, 3, 1, -5000000, NULL, NULL, NULL, NULL, NULL, 'not spent, free again', NULL, NULL, 9, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.entry VALUES (73, 'receipt', '2018-01-01', 9, NULL, NULL, -46999900, NULL, NULL, NULL, NULL, NULL, 'carried on into 2018: 年年款(2018年结转)', NULL, NULL, 9, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.entry VALUES (74, 'receipt', '2018-01-01', 10, NULL, NULL, 46999900, NULL, NULL, NULL, NULL, NULL, 'carried on from 年年款(2017年结转)', NULL, NULL, 9, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.entry VALUES (75, 'receipt', '2015-05-01', 11, NULL, NULL, 70000, NULL, NULL, NULL, 'LK-1', NULL, NULL, NULL, NULL, 10, 1, 2, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.entry VALUES (76, 'receipt', '2016-01-01', 11, NULL, NULL, -70000, NULL, NULL, NULL, 'LK-2', NULL, '结转2016年', NULL, NULL, 10, 1, 3, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.entry VALUES (77, 'receipt', '2016-01-01', 12, NULL, NULL, 70000, NULL, NULL, NULL, 'LK-3', NULL, NULL, NULL, NULL, 10, 1, 4, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.entry VALUES (78, 'allocation', '2016-02-01', 12, 3, NULL, 5000, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.entry_ref VALUES ('AP-1', 12);
INSERT INTO public.entry_ref VALUES ('AP-2', 13);
INSERT INTO public.entry_ref VALUES ('AP-3', 14);
INSERT INTO public.entry_ref VALUES ('AP-4', 15);
INSERT INTO public.entry_ref VALUES ('ZC-1', 16);
INSERT INTO public.entry_ref VALUES ('ZC-2', 17);
INSERT INTO public.entry_ref VALUES ('ZC-3', 18);
INSERT INTO public.entry_ref VALUES ('TH-1', 20);
INSERT INTO public.entry_ref VALUES ('JK-1', 38);
INSERT INTO public.entry_ref VALUES ('JK-2', 39);
INSERT INTO public.entry_ref VALUES ('JK-3', 40);
INSERT INTO public.entry_ref VALUES ('HK-2', 42);
INSERT INTO public.entry_ref VALUES ('LK-1', 75);
INSERT INTO public.entry_ref VALUES ('LK-2', 76);
INSERT INTO public.entry_ref VALUES ('LK-3', 77);
INSERT INTO public.finding VALUES (1, '大棚账目不清', '省级督查', 4, '2018-03-02', '财务制度', 1, 1, 1, 120050, '补凭证', '王', '2018-05-01', NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.finding VALUES (2, '危房拖延', '自查', NULL, '2017-10', NULL, 2, NULL, NULL, NULL, NULL, NULL, NULL, '2017-12-01', '照片', NULL, NULL, NULL);
INSERT INTO public.fund VALUES (1, '自筹资金', 'self', '甲单位', 2016, 200000000, '≥', '200多万元', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.fund VALUES (2, '专项资金', 'fiscal', NULL, 2017, 100000000, NULL, NULL, NULL, '甘财〔2017〕1号', NULL, NULL, NULL, '2017-01', NULL, NULL);
INSERT INTO public.fund VALUES (3, '光伏专款', 'fiscal', NULL, 2017, 30000000, NULL, NULL, NULL, NULL, '光伏（村级）', '陇西县/马河镇', NULL, NULL, NULL, NULL);
INSERT INTO public.fund VALUES (4, '培训救助款', 'union', NULL, 2017, 10000000, NULL, NULL, NULL, NULL, '培训、救助', '621122', NULL, NULL, NULL, NULL);
INSERT INTO public.fund VALUES (5, '捐款', 'donation', '乙公司', 2016, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '无计划数', NULL);
INSERT INTO public.fund VALUES (6, '周转金', 'credit', NULL, 2016, 40000000, NULL, NULL, 'loan', NULL, NULL, NULL, NULL, NULL, '小额借款', NULL);
INSERT INTO public.fund VALUES (7, '年年款', 'union', NULL, 2016, 50000000, NULL, NULL, 'grant', NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.fund VALUES (9, '年年款(2017年结转)', 'union', NULL, 2017, 44000000, NULL, NULL, 'grant', NULL, NULL, NULL, 7, '2016-03-01', NULL, 8);
INSERT INTO public.fund VALUES (10, '年年款(2018年结转)', 'surplus', NULL, 2018, 43000000, NULL, NULL, 'grant', NULL, NULL, NULL, 9, '2016-03-01', NULL, 9);
INSERT INTO public.fund VALUES (11, '老款', 'self', NULL, 2015, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.fund VALUES (12, '老款2016', 'self', NULL, 2016, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 11, NULL, NULL, NULL);
INSERT INTO public.fund_balance VALUES (4, 10000000, NULL, 3000000, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.fund_balance VALUES (3, 30000000, NULL, 20000000, NULL, 12000001, NULL, NULL, NULL);
INSERT INTO public.fund_balance VALUES (5, 8388888, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.fund_balance VALUES (2, 60000000, NULL, 10099999, NULL, 99999, NULL, NULL, NULL);
INSERT INTO public.fund_balance VALUES (1, 100000000, 123456, 42000000, 25000000, 54910050, NULL, NULL, NULL);
INSERT INTO public.fund_balance VALUES (6, 40000000, NULL, NULL, NULL, NULL, 8000000, 2250000, 1000000);
INSERT INTO public.fund_balance VALUES (7, 6000000, NULL, 6000000, 6000000, 6000000, NULL, NULL, NULL);
INSERT INTO public.fund_balance VALUES (9, 1000000, NULL, 1000000, 1000000, 1000000, NULL, NULL, NULL);
INSERT INTO public.fund_balance VALUES (10, 46999900, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.fund_balance VALUES (11, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.fund_balance VALUES (12, 70000, NULL, 5000, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.household VALUES (1, '001', 1, '赵某', 4, 'illness、funds', 'general', 'met', 'met', 'met', 'unmet', 'met', 'poor', NULL, '王', NULL, NULL);
INSERT INTO public.household VALUES (2, '002', 1, '钱某', 3, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'exited', '2017-12', NULL, NULL, NULL);
INSERT INTO public.indicator VALUES (1, '农民人均纯收入', '4900', '元', NULL, NULL, '2016', 'actual', 1, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.indicator VALUES (2, '农民人均纯收入', '6000', '元', NULL, NULL, '2018', 'target', 1, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.indicator VALUES (3, '批次(慰问)', '3', '批次', NULL, NULL, '2017', NULL, NULL, NULL, 1, NULL, NULL, NULL);
INSERT INTO public.indicator VALUES (4, '批次（慰问）', '5', '批次', '≥', '5批次以上', '2018', NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.indicator VALUES (5, '合格率', '96.5', '%', NULL, NULL, '2018', NULL, NULL, 3, NULL, NULL, NULL, NULL);
INSERT INTO public.indicator VALUES (6, '年收入', '12000', '元', NULL, NULL, '2017', NULL, NULL, NULL, NULL, 1, NULL, NULL);
INSERT INTO public.indicator VALUES (7, '带动户数', '128', '户', NULL, NULL, '2016-12-31', NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.measure VALUES (1, '种大棚', 1, '菌菜大棚', '王', '2018-12', NULL, NULL, NULL, NULL);
INSERT INTO public.measure VALUES (2, '看病', 1, '大病补贴', NULL, NULL, '2018-03', '李', NULL, NULL);
INSERT INTO public.organization VALUES (1, '甲单位', '甲', 'member', '兰州', NULL, NULL, NULL);
INSERT INTO public.organization VALUES (2, '乙公司', NULL, 'enterprise', NULL, NULL, NULL, '乙公司(原文)');
INSERT INTO public.posting VALUES (1, '孙', 'first_secretary', 1, NULL, 1, '2015-08', '2017-12', '孙同志', NULL, NULL);
INSERT INTO public.posting VALUES (2, '李', 'cadre', 2, '武山县', NULL, '2018-01-01', NULL, NULL, NULL, NULL);
INSERT INTO public.project VALUES (2, '牙河村光伏', NULL, '光伏(村级)', 1, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'accepted', NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.project VALUES (3, '技能培训', NULL, '培训', NULL, NULL, NULL, '张', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'implementing', NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.project VALUES (4, '咀儿村危房改造', NULL, '危房改造', 2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2018-06-30', 'closed', NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.project VALUES (1, '牙河村菌菜大棚', 'P-001', '菌菜大棚', 1, NULL, '乙公司', NULL, NULL, 30000000, NULL, NULL, NULL, NULL, NULL, 'implementing', 25, 80, NULL, NULL, NULL, 'household', '甲单位');
INSERT INTO public.setting VALUES ('confirm1', '村民代表会确认');
INSERT INTO public.setting VALUES ('complaint_channel', '0931-12345');
INSERT INTO public.setting VALUES ('notice_days', '10');
INSERT INTO public.step VALUES (1, 'proposal', 1, '2016-02-01', NULL, NULL, '村委会', 'passed', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.step VALUES (2, 'confirm1', 1, '2016-02-10', NULL, NULL, NULL, 'failed', '一户有异议', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '重来', NULL);
INSERT INTO public.step VALUES (3, 'confirm1', 1, '2016-02-20', NULL, NULL, NULL, 'passed', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.step VALUES (4, 'precise_funds', 1, '2016-03-01', NULL, NULL, NULL, 'passed', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.step VALUES (5, 'change', 1, '2017-06-01', NULL, NULL, NULL, NULL, NULL, '10棚', '12棚', 5000000, 25000000, 30000000, '扩建', '复〔2017〕9号', NULL, NULL);
INSERT INTO public.village VALUES (2, '咀儿村', '嘴儿村', NULL, '武山县', '天水市', '甘肃省', NULL, 'poor', 'not_exited', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.village VALUES (3, '石岭村', NULL, NULL, '陇西县', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.village VALUES (1, '牙河村', NULL, '马河镇', '陇西县', '定西市', '甘肃省', '621122100200', 'deep', 'exited', '2017-12', '2013', NULL, '改过', NULL, NULL);
INSERT INTO public.village VALUES (5, '北坡村', NULL, NULL, '武山县', '天水市', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, NULL);
SELECT pg_catalog.setval('public.activity_id_seq', 4, true);
SELECT pg_catalog.setval('public.audit_id_seq', 117, true);
SELECT pg_catalog.setval('public.batch_file_id_seq', 8, true);
SELECT pg_catalog.setval('public.batch_id_seq', 10, true);
SELECT pg_catalog.setval('public.document_id_seq', 3, true);
SELECT pg_catalog.setval('public.entry_id_seq', 78, true);
SELECT pg_catalog.setval('public.finding_id_seq', 2, true);
SELECT pg_catalog.setval('public.fund_id_seq', 12, true);
SELECT pg_catalog.setval('public.household_id_seq', 2, true);
SELECT pg_catalog.setval('public.indicator_id_seq', 7, true);
SELECT pg_catalog.setval('public.measure_id_seq', 2, true);
SELECT pg_catalog.setval('public.organization_id_seq', 3, true);
SELECT pg_catalog.setval('public.posting_id_seq', 2, true);
SELECT pg_catalog.setval('public.project_id_seq', 5, true);
SELECT pg_catalog.setval('public.step_id_seq', 5, true);
SELECT pg_catalog.setval('public.village_id_seq', 6, true);
ALTER TABLE ONLY public.activity
    ADD CONSTRAINT activity_pkey PRIMARY KEY (id);
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
ALTER TABLE ONLY public.document
    ADD CONSTRAINT document_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.entry
    ADD CONSTRAINT entry_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.entry_ref
    ADD CONSTRAINT entry_ref_pkey PRIMARY KEY (ref);
ALTER TABLE ONLY public.finding
    ADD CONSTRAINT finding_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.fund_balance
    ADD CONSTRAINT fund_balance_pkey PRIMARY KEY (fund_id);
ALTER TABLE ONLY public.fund
    ADD CONSTRAINT fund_name UNIQUE (name);
ALTER TABLE ONLY public.fund
    ADD CONSTRAINT fund_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.household
    ADD CONSTRAINT household_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.indicator
    ADD CONSTRAINT indicator_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.measure
    ADD CONSTRAINT measure_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.organization
    ADD CONSTRAINT organization_name UNIQUE (name);
ALTER TABLE ONLY public.organization
    ADD CONSTRAINT organization_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.posting
    ADD CONSTRAINT posting_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.project
    ADD CONSTRAINT project_code UNIQUE (code);
ALTER TABLE ONLY public.project
    ADD CONSTRAINT project_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.setting
    ADD CONSTRAINT setting_pkey PRIMARY KEY (name);
ALTER TABLE ONLY public.step
    ADD CONSTRAINT step_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.village
    ADD CONSTRAINT village_code UNIQUE (code);
ALTER TABLE ONLY public.village
    ADD CONSTRAINT village_pkey PRIMARY KEY (id);
CREATE UNIQUE INDEX activity_key ON public.activity USING btree (COALESCE(starts_on, ''::text), name);
CREATE INDEX activity_village ON public.activity USING btree (village_id);
CREATE INDEX audit_object ON public.audit USING btree (noun, object_id);
CREATE INDEX batch_file_sha256 ON public.batch_file USING btree (sha256);
CREATE INDEX cell_balance_project ON public.cell_balance USING btree (project_id);
CREATE INDEX cell_balance_village ON public.cell_balance USING btree (village_id);
CREATE INDEX document_fund ON public.document USING btree (fund_id);
CREATE UNIQUE INDEX document_key ON public.document USING btree (COALESCE(date, ''::text), COALESCE(village_id, (0)::bigint), COALESCE(project_id, (0)::bigint), name);
CREATE INDEX document_project ON public.document USING btree (project_id);
CREATE INDEX document_village ON public.document USING btree (village_id);
CREATE INDEX entry_fund ON public.entry USING btree (fund_id, date);
CREATE INDEX entry_household ON public.entry USING btree (household_id) WHERE (household_id IS NOT NULL);
CREATE INDEX entry_loan ON public.entry USING btree (loan_id) WHERE (loan_id IS NOT NULL);
CREATE INDEX entry_over ON public.entry USING btree (fund_id) WHERE (over IS NOT NULL);
CREATE INDEX entry_project ON public.entry USING btree (project_id, date);
CREATE INDEX entry_reverses ON public.entry USING btree (reverses_id) WHERE (reverses_id IS NOT NULL);
CREATE INDEX entry_village ON public.entry USING btree (village_id, date);
CREATE INDEX finding_activity ON public.finding USING btree (activity_id);
CREATE INDEX finding_fund ON public.finding USING btree (fund_id);
CREATE UNIQUE INDEX finding_key ON public.finding USING btree (COALESCE(found_on, ''::text), COALESCE(village_id, (0)::bigint), COALESCE(project_id, (0)::bigint), name);
CREATE INDEX finding_project ON public.finding USING btree (project_id);
CREATE INDEX finding_village ON public.finding USING btree (village_id);
CREATE UNIQUE INDEX household_key ON public.household USING btree (village_id, name);
CREATE INDEX indicator_activity ON public.indicator USING btree (activity_id);
CREATE INDEX indicator_household ON public.indicator USING btree (household_id);
CREATE UNIQUE INDEX indicator_key ON public.indicator USING btree (COALESCE(village_id, (0)::bigint), COALESCE(project_id, (0)::bigint), COALESCE(activity_id, (0)::bigint), COALESCE(household_id, (0)::bigint), COALESCE(as_of, ''::text), COALESCE(goal, ''::text), name);
CREATE INDEX indicator_project ON public.indicator USING btree (project_id);
CREATE UNIQUE INDEX measure_key ON public.measure USING btree (household_id, name);
CREATE UNIQUE INDEX posting_key ON public.posting USING btree (COALESCE(village_id, (0)::bigint), role, COALESCE(starts_on, ''::text), name);
CREATE INDEX posting_organization ON public.posting USING btree (organization_id);
CREATE UNIQUE INDEX project_place ON public.project USING btree (name, COALESCE(village_id, (0)::bigint), COALESCE(code, ''::text));
CREATE INDEX project_village ON public.project USING btree (village_id);
CREATE UNIQUE INDEX step_key ON public.step USING btree (project_id, name, COALESCE(date, ''::text), COALESCE(result, ''::text), COALESCE(phase, ''::text));
CREATE UNIQUE INDEX village_place ON public.village USING btree (name, COALESCE(township, ''::text), COALESCE(county, ''::text), COALESCE(prefecture, ''::text), COALESCE(province, ''::text), COALESCE(code, ''::text));
CREATE TRIGGER activity_update_kept BEFORE UPDATE OF id ON public.activity FOR EACH ROW WHEN ((new.id <> old.id)) EXECUTE FUNCTION public.aidtrack_append_only();
CREATE TRIGGER audit_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.audit FOR EACH STATEMENT EXECUTE FUNCTION public.aidtrack_append_only();
CREATE TRIGGER batch_append_only BEFORE DELETE OR TRUNCATE ON public.batch FOR EACH STATEMENT EXECUTE FUNCTION public.aidtrack_append_only();
CREATE TRIGGER batch_file_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.batch_file FOR EACH STATEMENT EXECUTE FUNCTION public.aidtrack_append_only();
CREATE TRIGGER batch_no_update BEFORE UPDATE ON public.batch FOR EACH ROW WHEN ((old.entries IS NOT NULL)) EXECUTE FUNCTION public.aidtrack_append_only();
CREATE TRIGGER cell_balance_delete_kept BEFORE DELETE ON public.cell_balance FOR EACH ROW EXECUTE FUNCTION public.aidtrack_append_only();
CREATE TRIGGER document_update_kept BEFORE UPDATE OF id ON public.document FOR EACH ROW WHEN ((new.id <> old.id)) EXECUTE FUNCTION public.aidtrack_append_only();
CREATE TRIGGER entry_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.entry FOR EACH STATEMENT EXECUTE FUNCTION public.aidtrack_append_only();
CREATE TRIGGER entry_guard AFTER INSERT ON public.entry REFERENCING NEW TABLE AS new_entry FOR EACH STATEMENT EXECUTE FUNCTION public.aidtrack_entry_guard();
CREATE TRIGGER entry_ref_update_kept BEFORE UPDATE ON public.entry_ref FOR EACH ROW EXECUTE FUNCTION public.aidtrack_append_only();
CREATE TRIGGER finding_update_kept BEFORE UPDATE OF id ON public.finding FOR EACH ROW WHEN ((new.id <> old.id)) EXECUTE FUNCTION public.aidtrack_append_only();
CREATE TRIGGER fund_balance_delete_kept BEFORE DELETE ON public.fund_balance FOR EACH ROW EXECUTE FUNCTION public.aidtrack_append_only();
CREATE TRIGGER fund_budget_guard AFTER UPDATE OF budget_fen ON public.fund FOR EACH ROW EXECUTE FUNCTION public.aidtrack_fund_budget_guard();
CREATE TRIGGER fund_earmark_guard AFTER UPDATE OF earmark_category, earmark_place ON public.fund FOR EACH ROW EXECUTE FUNCTION public.aidtrack_fund_earmark_guard();
CREATE TRIGGER fund_form_guard AFTER UPDATE OF form ON public.fund FOR EACH ROW EXECUTE FUNCTION public.aidtrack_fund_form_guard();
CREATE TRIGGER fund_update_kept BEFORE UPDATE OF id ON public.fund FOR EACH ROW WHEN ((new.id <> old.id)) EXECUTE FUNCTION public.aidtrack_append_only();
CREATE TRIGGER household_update_kept BEFORE UPDATE OF id ON public.household FOR EACH ROW WHEN ((new.id <> old.id)) EXECUTE FUNCTION public.aidtrack_append_only();
CREATE TRIGGER indicator_update_kept BEFORE UPDATE OF id ON public.indicator FOR EACH ROW WHEN ((new.id <> old.id)) EXECUTE FUNCTION public.aidtrack_append_only();
CREATE TRIGGER measure_update_kept BEFORE UPDATE OF id ON public.measure FOR EACH ROW WHEN ((new.id <> old.id)) EXECUTE FUNCTION public.aidtrack_append_only();
CREATE TRIGGER organization_update_kept BEFORE UPDATE OF id ON public.organization FOR EACH ROW WHEN ((new.id <> old.id)) EXECUTE FUNCTION public.aidtrack_append_only();
CREATE TRIGGER posting_update_kept BEFORE UPDATE OF id ON public.posting FOR EACH ROW WHEN ((new.id <> old.id)) EXECUTE FUNCTION public.aidtrack_append_only();
CREATE TRIGGER project_closing_guard AFTER UPDATE OF closed_on, stage ON public.project FOR EACH ROW EXECUTE FUNCTION public.aidtrack_project_closing_guard();
CREATE TRIGGER project_earmark_guard AFTER UPDATE OF category ON public.project FOR EACH ROW EXECUTE FUNCTION public.aidtrack_project_earmark_guard();
CREATE TRIGGER project_update_kept BEFORE UPDATE OF id ON public.project FOR EACH ROW WHEN ((new.id <> old.id)) EXECUTE FUNCTION public.aidtrack_append_only();
CREATE TRIGGER step_update_kept BEFORE UPDATE OF id ON public.step FOR EACH ROW WHEN ((new.id <> old.id)) EXECUTE FUNCTION public.aidtrack_append_only();
CREATE TRIGGER village_earmark_guard AFTER UPDATE OF name, alias, township, county, prefecture, province, code ON public.village FOR EACH ROW EXECUTE FUNCTION public.aidtrack_village_earmark_guard();
CREATE TRIGGER village_update_kept BEFORE UPDATE OF id ON public.village FOR EACH ROW WHEN ((new.id <> old.id)) EXECUTE FUNCTION public.aidtrack_append_only();
ALTER TABLE ONLY public.activity
    ADD CONSTRAINT activity_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES public.batch(id);
ALTER TABLE ONLY public.activity
    ADD CONSTRAINT activity_village_id_fkey FOREIGN KEY (village_id) REFERENCES public.village(id);
ALTER TABLE ONLY public.batch_file
    ADD CONSTRAINT batch_file_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES public.batch(id);
ALTER TABLE ONLY public.batch
    ADD CONSTRAINT batch_undoes_fkey FOREIGN KEY (undoes) REFERENCES public.batch(id);
ALTER TABLE ONLY public.cell_balance
    ADD CONSTRAINT cell_balance_fund_id_fkey FOREIGN KEY (fund_id) REFERENCES public.fund(id);
ALTER TABLE ONLY public.document
    ADD CONSTRAINT document_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES public.batch(id);
ALTER TABLE ONLY public.document
    ADD CONSTRAINT document_fund_id_fkey FOREIGN KEY (fund_id) REFERENCES public.fund(id);
ALTER TABLE ONLY public.document
    ADD CONSTRAINT document_project_id_fkey FOREIGN KEY (project_id) REFERENCES public.project(id);
ALTER TABLE ONLY public.document
    ADD CONSTRAINT document_village_id_fkey FOREIGN KEY (village_id) REFERENCES public.village(id);
ALTER TABLE ONLY public.entry
    ADD CONSTRAINT entry_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES public.batch(id);
ALTER TABLE ONLY public.entry
    ADD CONSTRAINT entry_fund_id_fkey FOREIGN KEY (fund_id) REFERENCES public.fund(id);
ALTER TABLE ONLY public.entry
    ADD CONSTRAINT entry_household_id_fkey FOREIGN KEY (household_id) REFERENCES public.household(id);
ALTER TABLE ONLY public.entry
    ADD CONSTRAINT entry_loan_id_fkey FOREIGN KEY (loan_id) REFERENCES public.entry(id);
ALTER TABLE ONLY public.entry
    ADD CONSTRAINT entry_project_id_fkey FOREIGN KEY (project_id) REFERENCES public.project(id);
ALTER TABLE ONLY public.entry_ref
    ADD CONSTRAINT entry_ref_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES public.entry(id);
ALTER TABLE ONLY public.entry
    ADD CONSTRAINT entry_reverses_id_fkey FOREIGN KEY (reverses_id) REFERENCES public.entry(id);
ALTER TABLE ONLY public.entry
    ADD CONSTRAINT entry_village_id_fkey FOREIGN KEY (village_id) REFERENCES public.village(id);
ALTER TABLE ONLY public.finding
    ADD CONSTRAINT finding_activity_id_fkey FOREIGN KEY (activity_id) REFERENCES public.activity(id);
ALTER TABLE ONLY public.finding
    ADD CONSTRAINT finding_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES public.batch(id);
ALTER TABLE ONLY public.finding
    ADD CONSTRAINT finding_fund_id_fkey FOREIGN KEY (fund_id) REFERENCES public.fund(id);
ALTER TABLE ONLY public.finding
    ADD CONSTRAINT finding_project_id_fkey FOREIGN KEY (project_id) REFERENCES public.project(id);
ALTER TABLE ONLY public.finding
    ADD CONSTRAINT finding_village_id_fkey FOREIGN KEY (village_id) REFERENCES public.village(id);
ALTER TABLE ONLY public.fund_balance
    ADD CONSTRAINT fund_balance_fund_id_fkey FOREIGN KEY (fund_id) REFERENCES public.fund(id);
ALTER TABLE ONLY public.fund
    ADD CONSTRAINT fund_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES public.batch(id);
ALTER TABLE ONLY public.fund
    ADD CONSTRAINT fund_part_of_id_fkey FOREIGN KEY (part_of_id) REFERENCES public.fund(id);
ALTER TABLE ONLY public.household
    ADD CONSTRAINT household_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES public.batch(id);
ALTER TABLE ONLY public.household
    ADD CONSTRAINT household_village_id_fkey FOREIGN KEY (village_id) REFERENCES public.village(id);
ALTER TABLE ONLY public.indicator
    ADD CONSTRAINT indicator_activity_id_fkey FOREIGN KEY (activity_id) REFERENCES public.activity(id);
ALTER TABLE ONLY public.indicator
    ADD CONSTRAINT indicator_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES public.batch(id);
ALTER TABLE ONLY public.indicator
    ADD CONSTRAINT indicator_household_id_fkey FOREIGN KEY (household_id) REFERENCES public.household(id);
ALTER TABLE ONLY public.indicator
    ADD CONSTRAINT indicator_project_id_fkey FOREIGN KEY (project_id) REFERENCES public.project(id);
ALTER TABLE ONLY public.indicator
    ADD CONSTRAINT indicator_village_id_fkey FOREIGN KEY (village_id) REFERENCES public.village(id);
ALTER TABLE ONLY public.measure
    ADD CONSTRAINT measure_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES public.batch(id);
ALTER TABLE ONLY public.measure
    ADD CONSTRAINT measure_household_id_fkey FOREIGN KEY (household_id) REFERENCES public.household(id);
ALTER TABLE ONLY public.organization
    ADD CONSTRAINT organization_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES public.batch(id);
ALTER TABLE ONLY public.posting
    ADD CONSTRAINT posting_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES public.batch(id);
ALTER TABLE ONLY public.posting
    ADD CONSTRAINT posting_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organization(id);
ALTER TABLE ONLY public.posting
    ADD CONSTRAINT posting_village_id_fkey FOREIGN KEY (village_id) REFERENCES public.village(id);
ALTER TABLE ONLY public.project
    ADD CONSTRAINT project_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES public.batch(id);
ALTER TABLE ONLY public.project
    ADD CONSTRAINT project_village_id_fkey FOREIGN KEY (village_id) REFERENCES public.village(id);
ALTER TABLE ONLY public.step
    ADD CONSTRAINT step_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES public.batch(id);
ALTER TABLE ONLY public.step
    ADD CONSTRAINT step_project_id_fkey FOREIGN KEY (project_id) REFERENCES public.project(id);
ALTER TABLE ONLY public.village
    ADD CONSTRAINT village_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES public.batch(id);
