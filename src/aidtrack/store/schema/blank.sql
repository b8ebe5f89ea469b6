-- schema 3
CREATE TABLE "batch" (
    id {id},
    at {text} NOT NULL,
    actor {text} NOT NULL,
    kind {text} NOT NULL,
    undoes {int} CONSTRAINT batch_undoes UNIQUE REFERENCES batch (id),
    entries {int},
    first_entry_id {int},
    last_entry_id {int}
, salt {text}) {strict};
CREATE TABLE audit (
    id {id},
    at {text} NOT NULL,
    actor {text} NOT NULL,
    action {text} NOT NULL,
    noun {text} NOT NULL,
    object_id {int},
    batch_id {int},
    before {text},
    after {text},
    previous {text} NOT NULL,
    hash {text} NOT NULL
, login {text}) {strict};
CREATE INDEX audit_batch ON audit (batch_id) WHERE batch_id IS NOT NULL;
CREATE INDEX audit_entry ON audit (object_id) WHERE noun = 'entry';
CREATE INDEX audit_object ON audit (noun, object_id);
CREATE TABLE closed_books (
    id {id},
    at {text},
    actor {text},
    period {text},
    through {text} CONSTRAINT closed_books_day CHECK (length(through) = 10),
    reason {text} CONSTRAINT closed_books_reason CHECK (trim(reason) <> ''),
    after_entry_id {int} NOT NULL,
    until_entry_id {int}
) {strict};
CREATE TABLE granted (
    id {id},
    role {text} NOT NULL CONSTRAINT granted_role UNIQUE,
    word {text} NOT NULL
) {strict};
CREATE TABLE identity (
    id {id},
    uuid {text} NOT NULL CONSTRAINT identity_uuid CHECK (length(uuid) = 36),
    after_entry_id {int} NOT NULL
) {strict};
CREATE TABLE layout (
    id {id},
    name {text} NOT NULL CONSTRAINT layout_name UNIQUE,
    content {text} NOT NULL,
    headers {text}
) {strict};
CREATE TABLE personal_value (
    id {id},
    hash {text} NOT NULL CONSTRAINT personal_value_hash UNIQUE,
    noun {text} NOT NULL,
    object_id {int} NOT NULL,
    field {text} NOT NULL,
    salt {text},
    value {text}
) {strict};
CREATE INDEX personal_value_object ON personal_value (object_id, noun);
CREATE TABLE setting (
    name {text} NOT NULL PRIMARY KEY CONSTRAINT setting_named CHECK (name <> ''),
    value {text} NOT NULL
) {strict};
CREATE TABLE spelling (
    id {id},
    text {text} NOT NULL,
    part {int} NOT NULL,
    word {text} NOT NULL
) {strict};
CREATE INDEX spelling_text ON spelling (substr(text, 1, 100));
CREATE TABLE batch_file (
    id {id},
    batch_id {int} NOT NULL REFERENCES batch (id),
    file_no {int} NOT NULL,
    name {text} NOT NULL,
    sheet {text},
    sha256 {text} NOT NULL,
    noun {text} NOT NULL,
    encoding {text} NOT NULL,
    row_count {int} NOT NULL
, heading {text}, as_of {text} CONSTRAINT batch_file_as_of CHECK (length(as_of) = 10)) {strict};
CREATE INDEX batch_file_sha256 ON batch_file (sha256);
CREATE TABLE category (
    id {id},
    name {text} NOT NULL CONSTRAINT category_name CHECK (name <> ''),
    sector {text} CONSTRAINT category_sector CHECK (length(sector) = 5),
    note {text},
    batch_id {int} REFERENCES batch (id)
) {strict};
CREATE UNIQUE INDEX category_key ON category (name);
CREATE TABLE fund (
    id {id},
    name {text} NOT NULL CONSTRAINT fund_name UNIQUE CONSTRAINT fund_named CHECK (name <> ''),
    source {text},
    provider {text},
    year {int},
    budget_fen {int} CONSTRAINT fund_budget CHECK (budget_fen >= 0),
    qualifier {text} CONSTRAINT fund_qualifier CHECK (qualifier IN ('=', '≥', '≈')),
    raw {text},
    form {text},
    doc_no {text},
    earmark_category {text},
    earmark_place {text},
    part_of_id {int} REFERENCES fund (id),
    idle_from {text},
    note {text},
    batch_id {int} REFERENCES batch (id)
, raised_fen {int} CONSTRAINT fund_raised CHECK (raised_fen >= 0), raised_from {text}, raised_to {text}, raised_qualifier {text} CONSTRAINT fund_raised_qualifier CHECK (raised_qualifier IN ('=', '≥', '≈')), earmark_depth {text}, from_office {text}, alias {text}, same_as_id {int} REFERENCES fund (id)) {strict};
CREATE INDEX fund_part_of ON fund (part_of_id) WHERE part_of_id IS NOT NULL;
CREATE INDEX fund_same_as ON fund (same_as_id) WHERE same_as_id IS NOT NULL;
CREATE TABLE organization (
    id {id},
    name {text} NOT NULL CONSTRAINT organization_name UNIQUE CONSTRAINT organization_named CHECK (name <> ''),
    alias {text},
    role {text},
    place {text},
    note {text},
    batch_id {int} REFERENCES batch (id)
, raw {text}, same_as_id {int} REFERENCES organization (id), code {text}, type {text}) {strict};
CREATE INDEX organization_same_as ON organization (same_as_id) WHERE same_as_id IS NOT NULL;
CREATE TABLE village (
    id {id},
    name {text} NOT NULL CONSTRAINT village_name CHECK (name <> ''),
    alias {text},
    township {text},
    county {text},
    prefecture {text},
    province {text},
    code {text} CONSTRAINT village_code UNIQUE,
    depth {text},
    exit_status {text},
    exited_on {text},
    helped_from {text},
    helped_to {text},
    note {text},
    batch_id {int} REFERENCES batch (id)
, raw {text}, merged_into_id {int} REFERENCES village (id), merged_on {text}, same_as_id {int} REFERENCES village (id)) {strict};
CREATE INDEX village_merged ON village (merged_into_id) WHERE merged_into_id IS NOT NULL;
CREATE UNIQUE INDEX village_place ON village
    (name, coalesce(township, ''), coalesce(county, ''), coalesce(prefecture, ''), coalesce(province, ''), coalesce(code, ''))
    WHERE same_as_id IS NULL;
CREATE INDEX village_same_as ON village (same_as_id) WHERE same_as_id IS NOT NULL;
CREATE TABLE closed_figure (
    id {id},
    closing_id {int} NOT NULL REFERENCES closed_books (id),
    fund_id {int} NOT NULL,
    project_id {int} NOT NULL,
    village_id {int} NOT NULL,
    kind {text} NOT NULL,
    fen {int} NOT NULL
) {strict};
CREATE INDEX closed_figure_closing ON closed_figure (closing_id);
CREATE TABLE cell_balance (
    fund_id {int} NOT NULL REFERENCES fund (id),
    project_id {int} NOT NULL,
    village_id {int} NOT NULL,
    allocated_fen {int},
    disbursed_fen {int},
    spent_fen {int},
    PRIMARY KEY (fund_id, project_id, village_id)
) {strict};
CREATE INDEX cell_balance_project ON cell_balance (project_id);
CREATE INDEX cell_balance_village ON cell_balance (village_id);
CREATE TABLE fund_balance (
    fund_id {int} NOT NULL PRIMARY KEY REFERENCES fund (id),
    received_fen {int},
    interest_fen {int},
    allocated_fen {int},
    disbursed_fen {int},
    spent_fen {int},
    lent_fen {int},
    repaid_fen {int}
, written_off_fen {int}) {strict};
CREATE TABLE household (
    id {id},
    name {text} NOT NULL CONSTRAINT household_named CHECK (name <> ''),
    village_id {int} NOT NULL REFERENCES village (id),
    head {text},
    persons {int},
    causes {text},
    attribute {text},
    food {text},
    clothing {text},
    education {text},
    medical {text},
    housing {text},
    status {text},
    status_on {text},
    helper {text},
    note {text},
    batch_id {int} REFERENCES batch (id)
, same_as_id {int} REFERENCES household (id)) {strict};
CREATE UNIQUE INDEX household_key ON household (village_id, name) WHERE same_as_id IS NULL;
CREATE INDEX household_same_as ON household (same_as_id) WHERE same_as_id IS NOT NULL;
CREATE INDEX household_village ON household (village_id);
CREATE TABLE posting (
    id {id},
    name {text} NOT NULL CONSTRAINT posting_named CHECK (name <> ''),
    role {text} NOT NULL,
    village_id {int} REFERENCES village (id),
    place {text},
    organization_id {int} REFERENCES organization (id),
    starts_on {text},
    ends_on {text},
    raw {text},
    note {text},
    batch_id {int} REFERENCES batch (id)
, honour {text}, title {text}) {strict};
CREATE UNIQUE INDEX posting_key ON posting
    (coalesce(village_id, 0), role, coalesce(starts_on, ''), name);
CREATE INDEX posting_organization ON posting (organization_id);
CREATE INDEX posting_village ON posting (village_id) WHERE village_id IS NOT NULL;
CREATE TABLE project (
    id {id},
    name {text} NOT NULL CONSTRAINT project_name CHECK (name <> ''),
    code {text} CONSTRAINT project_code UNIQUE,
    category {text},
    village_id {int} REFERENCES village (id),
    content {text},
    implementer {text},
    responsible {text},
    agreement_no {text},
    planned_cost_fen {int} CONSTRAINT project_cost CHECK (planned_cost_fen >= 0),
    planned_start {text},
    planned_end {text},
    actual_start {text},
    actual_end {text},
    closed_on {text},
    stage {text},
    households {int},
    persons {int},
    target {text},
    note {text},
    batch_id {int} REFERENCES batch (id)
, reach {text}, responsible_unit {text}, alias {text}, same_as_id {int} REFERENCES project (id)) {strict};
CREATE UNIQUE INDEX project_place ON project (name, coalesce(village_id, 0), coalesce(code, '')) WHERE same_as_id IS NULL;
CREATE INDEX project_same_as ON project (same_as_id) WHERE same_as_id IS NOT NULL;
CREATE INDEX project_village ON project (village_id);
CREATE TABLE measure (
    id {id},
    name {text} NOT NULL CONSTRAINT measure_named CHECK (name <> ''),
    household_id {int} NOT NULL REFERENCES household (id),
    category {text},
    owner {text},
    due {text},
    done_on {text},
    confirmed_by {text},
    note {text},
    batch_id {int} REFERENCES batch (id)
) {strict};
CREATE UNIQUE INDEX measure_key ON measure
    (household_id, name);
CREATE TABLE activity (
    id {id},
    name {text} NOT NULL CONSTRAINT activity_named CHECK (name <> ''),
    kind {text},
    starts_on {text},
    ends_on {text},
    village_id {int} REFERENCES village (id),
    places {text},
    organiser {text},
    partners {text},
    persons {text},
    content {text},
    raw {text},
    note {text},
    batch_id {int} REFERENCES batch (id)
, project_id {int} REFERENCES project (id), capacity {text}) {strict};
CREATE UNIQUE INDEX activity_key ON activity
    (coalesce(starts_on, ''), name);
CREATE INDEX activity_project ON activity (project_id) WHERE project_id IS NOT NULL;
CREATE INDEX activity_village ON activity (village_id);
CREATE TABLE document (
    id {id},
    name {text} NOT NULL CONSTRAINT document_named CHECK (name <> ''),
    kind {text},
    doc_no {text},
    date {text},
    until {text},
    parties {text},
    village_id {int} REFERENCES village (id),
    project_id {int} REFERENCES project (id),
    fund_id {int} REFERENCES fund (id),
    file {text},
    sha256 {text},
    raw {text},
    note {text},
    batch_id {int} REFERENCES batch (id)
, url {text}) {strict};
CREATE INDEX document_fund ON document (fund_id);
CREATE UNIQUE INDEX document_key ON document
    (coalesce(date, ''), coalesce(village_id, 0), coalesce(project_id, 0), name);
CREATE INDEX document_project ON document (project_id);
CREATE INDEX document_village ON document (village_id);
CREATE TABLE "entry" (
    id {id},
    kind {text} NOT NULL,
    date {text} NOT NULL CONSTRAINT entry_date CHECK (length(date) = 10 AND date >= '1949-01-01' AND date < '2101'),
    fund_id {int} NOT NULL REFERENCES fund (id),
    project_id {int} REFERENCES project (id),
    village_id {int} REFERENCES village (id),
    amount_fen {int} NOT NULL CONSTRAINT entry_amount CHECK (amount_fen <> 0),
    payee {text},
    voucher {text},
    doc_no {text},
    ref {text},
    purpose {text},
    reason {text} CONSTRAINT entry_reason_given CHECK (trim(reason) <> ''),
    over {text} CONSTRAINT entry_over_given CHECK (trim(over) <> ''),
    reverses_id {int} REFERENCES entry (id),
    batch_id {int} REFERENCES batch (id),
    file_no {int},
    row_no {int},
    household_id {int} REFERENCES household (id),
    term {int},
    yearly_rate {text},
    schedule {text},
    guarantor {text},
    loan_id {int} REFERENCES entry (id), carries_id {int} REFERENCES entry (id), moves_id {int} REFERENCES entry (id), corrects_id {int} REFERENCES entry (id), origin {text}, payer {text}, note {text},
    CONSTRAINT entry_reason CHECK (amount_fen > 0 OR reason IS NOT NULL)
) {strict};
CREATE INDEX entry_carried_to ON entry (fund_id, date) WHERE carries_id IS NOT NULL;
CREATE INDEX entry_carries ON entry (carries_id) WHERE carries_id IS NOT NULL;
CREATE INDEX entry_corrects ON entry (corrects_id) WHERE corrects_id IS NOT NULL;
CREATE INDEX entry_fund ON entry (fund_id, date, kind, amount_fen);
CREATE INDEX entry_household ON entry (household_id) WHERE household_id IS NOT NULL;
CREATE INDEX entry_loan ON entry (loan_id) WHERE loan_id IS NOT NULL;
CREATE INDEX entry_moves ON entry (moves_id) WHERE moves_id IS NOT NULL;
CREATE INDEX entry_origin ON entry (origin) WHERE origin IS NOT NULL;
CREATE INDEX entry_over ON entry (fund_id) WHERE over IS NOT NULL;
CREATE INDEX entry_project ON entry (project_id, date);
CREATE INDEX entry_reverses ON entry (reverses_id) WHERE reverses_id IS NOT NULL;
CREATE INDEX entry_village ON entry (village_id, project_id, fund_id, kind, date, amount_fen);
CREATE TABLE plan (
    id {id},
    name {text} NOT NULL CONSTRAINT plan_source CHECK (name <> ''),
    project_id {int} NOT NULL REFERENCES project (id),
    year {int},
    amount_fen {int} NOT NULL CONSTRAINT plan_amount CHECK (amount_fen >= 0),
    note {text},
    batch_id {int} REFERENCES batch (id)
) {strict};
CREATE UNIQUE INDEX plan_key ON plan (project_id, name, coalesce(year, 0));
CREATE TABLE step (
    id {id},
    name {text} NOT NULL CONSTRAINT step_named CHECK (name <> ''),
    project_id {int} NOT NULL REFERENCES project (id),
    date {text},
    ends_on {text},
    phase {text},
    handled_by {text},
    result {text},
    objections {text},
    before {text},
    after {text},
    amount_fen {int} CONSTRAINT step_amount CHECK (amount_fen >= 0),
    amount_before_fen {int} CONSTRAINT step_amount_before CHECK (amount_before_fen >= 0),
    amount_after_fen {int} CONSTRAINT step_amount_after CHECK (amount_after_fen >= 0),
    reason {text},
    doc_no {text},
    note {text},
    batch_id {int} REFERENCES batch (id)
, percent {text}) {strict};
CREATE UNIQUE INDEX step_key ON step
    (project_id, name, coalesce(date, ''), coalesce(result, ''), coalesce(phase, ''));
CREATE TABLE finding (
    id {id},
    name {text} NOT NULL CONSTRAINT finding_named CHECK (name <> ''),
    source {text},
    activity_id {int} REFERENCES activity (id),
    found_on {text},
    rule {text},
    village_id {int} REFERENCES village (id),
    project_id {int} REFERENCES project (id),
    fund_id {int} REFERENCES fund (id),
    amount_fen {int} CONSTRAINT finding_amount CHECK (amount_fen >= 0),
    measure {text},
    owner {text},
    due {text},
    closed_on {text},
    evidence {text},
    raw {text},
    note {text},
    batch_id {int} REFERENCES batch (id)
) {strict};
CREATE INDEX finding_activity ON finding (activity_id);
CREATE INDEX finding_fund ON finding (fund_id);
CREATE UNIQUE INDEX finding_key ON finding
    (coalesce(found_on, ''), coalesce(village_id, 0), coalesce(project_id, 0), name);
CREATE INDEX finding_project ON finding (project_id);
CREATE INDEX finding_village ON finding (village_id);
CREATE TABLE indicator (
    id {id},
    name {text} NOT NULL CONSTRAINT indicator_named CHECK (name <> ''),
    value {text},
    unit {text},
    qualifier {text},
    raw {text},
    as_of {text},
    goal {text},
    village_id {int} REFERENCES village (id),
    project_id {int} REFERENCES project (id),
    activity_id {int} REFERENCES activity (id),
    household_id {int} REFERENCES household (id),
    note {text},
    batch_id {int} REFERENCES batch (id)
, loan {text}) {strict};
CREATE INDEX indicator_activity ON indicator (activity_id);
CREATE INDEX indicator_household ON indicator (household_id);
CREATE UNIQUE INDEX indicator_key ON indicator
    (coalesce(village_id, 0), coalesce(project_id, 0), coalesce(activity_id, 0), coalesce(household_id, 0), coalesce(loan, ''),
     coalesce(as_of, ''), coalesce(goal, ''), name);
CREATE INDEX indicator_project ON indicator (project_id);
CREATE INDEX indicator_village ON indicator (village_id) WHERE village_id IS NOT NULL;
CREATE TABLE entry_ref (
    ref {text} NOT NULL PRIMARY KEY,
    entry_id {int} NOT NULL REFERENCES entry (id)
) {strict};
INSERT INTO closed_books (after_entry_id) VALUES (0);
