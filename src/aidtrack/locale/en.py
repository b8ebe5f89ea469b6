"""English: as the messages stand in the code, but where a count is one and they would say "1 problems"."""

TAG = "en"
BETWEEN = ", "


def message(text: str, count: object) -> str:
    return ONE.get(text, text) if count == 1 else text


def word(english: str, chinese: str) -> str:
    return english


ONE: dict[str, str] = {
    "{activities} activities with {count} movements of money": "{activities} activities with 1 movement of money",
    "{count} grants": "1 grant",
    "The offices {prefix}* are kept by {server} now; {count} rows went there": "The offices {prefix}* are kept by {server} now; 1 row went there",
    "{count} movements of money": "1 movement of money",
    "{count} more fields are blank: --wide shows them.": "1 more field is blank: --wide shows it.",
    "{count} projects that build something": "1 project that builds something",
    "Planned costs of no stated year are not in the file: {count} projects.": (
        "Planned costs of no stated year are not in the file: 1 project."
    ),
    "Budgets that are “at least” or “about” are not in the file: {count} funds.": (
        "Budgets that are “at least” or “about” are not in the file: 1 fund."
    ),
    "Purposes of {count} entries hold the name of a household's head, the first that of {kind} {id}.": (
        "The purpose of 1 entry holds the name of a household's head: {kind} {id}."
    ),
    "Left out for what they lack: {count} projects.": "Left out for what it lacks: 1 project.",
    "What {standard} wants is missing in {count} places; nothing was written.": (
        "What {standard} wants is missing in 1 place; nothing was written."
    ),
    "Ran {count} lines as batch {batch}": "Ran 1 line as batch {batch}",
    "Ran {count} lines, each by itself: {done} done": "Ran 1 line, by itself: {done} done",
    "{count} activities without a date are counted in every period.": "1 activity without a date is counted in every period.",
    "{count} changes do not state both amounts: they are in no total.": (
        "1 change does not state both amounts: it is in no total."
    ),
    "{count} counts in other units are left out.": "1 count in another unit is left out.",
    "{count} files were not looked at: ${variable} names no folder.": (
        "1 file was not looked at: ${variable} names no folder."
    ),
    "{count} files are named by no document: {files}.": "1 file is named by no document: {files}.",
    "is stamped {at}, the record before it {before}: a clock was wrong, or somebody wrote the log; {count} records step back.": (
        "is stamped {at}, the record before it {before}: a clock was wrong, or somebody wrote the log; 1 record steps back."
    ),
    "{count} files of documents are missing or changed, and were left out.": (
        "1 file of a document is missing or changed, and was left out."
    ),
    "{count} rules are broken in it: aidtrack check names them.": "1 rule is broken in it: aidtrack check names it.",
    "{count} findings state no amount.": "1 finding states no amount.",
    "{count} villages state no county: filters and reports place them by their code.": "1 village states no county: filters and reports place it by its code.",
    "{count} projects state no number of households.": "1 project states no number of households.",
    "{count} projects state no number of persons.": "1 project states no number of persons.",
    "{count} households state no number of persons.": "1 household states no number of persons.",
    "{count} posts are vacant.": "1 post is vacant.",
    "{count} repeated header lines were skipped.": "1 repeated header line was skipped.",
    "{count} rows (lines {lines}) are recorded ones in all but the purpose or the voucher (line {line}: {entry}). If they are the same payments, undo this import and leave the lines out; --new-only refuses such lines.": (
        "1 row (line {lines}) is a recorded one in all but the purpose or the voucher (line {line}: {entry}). If they are the same payment, undo this import and leave the line out; --new-only refuses such lines."
    ),
    "{count} rows equal one above them, and were all taken: is one of them there twice?": (
        "1 row equals one above it, and was taken too: is it there twice?"
    ),
    "{count} example rows were skipped.": "1 example row was skipped.",
    "{count} findings.": "1 finding.",
    "{count} of them are listed (--limit).": "1 of them is listed (--limit).",
    "Project “{project}” has {count} entries in village “{village}”.": "Project “{project}” has 1 entry in village “{village}”.",
    "{count} entries were corrected along, out of: {villages}.": "1 entry was corrected along, out of: {villages}.",
    "Take along the latest, {count} spendings of {amount} yuan: add --with-spending.": (
        "Take along the latest, 1 spending of {amount} yuan: add --with-spending."
    ),
    "{count} funds state no budget.": "1 fund states no budget.",
    "{count} projects do not say whom their money reaches: aidtrack project edit NAME {option} WORD.": (
        "1 project does not say whom its money reaches: aidtrack project edit NAME {option} WORD."
    ),
    "{count} hidden rows were read too.": "1 hidden row was read too.",
    "{count} names were masked when they were written out: read as blank.": (
        "1 name was masked when it was written out: read as blank."
    ),
    "{count} loans state no term: what of them is overdue is not known.": (
        "1 loan states no term: what of it is overdue is not known."
    ),
    "{count} of them are dated on closed days, and marked as booked after closing the books.": (
        "1 of them is dated on a closed day, and marked as booked after closing the books."
    ),
    "{count} nouns are again as they were before.": "1 noun is again as it was before.",
    "{count} note lines were skipped.": "1 note line was skipped.",
    "{count} sums of {kind} that are stored up to {day} stand in no row: {listed}.": (
        "1 sum of {kind} that is stored up to {day} stands in no row: {listed}."
    ),
    "{count} problems; nothing was imported. Correct them and run the command again.": (
        "1 problem; nothing was imported. Correct it and run the command again."
    ),
    "{count} rows at fault are in {file}: mend them there and import that.": (
        "1 row at fault is in {file}: mend it there and import that."
    ),
    "{count} entries are dated before their village was helped: check the year.": "1 entry is dated before its village was helped: check the year.",
    "The notice cannot be posted yet; {count} things are to be done first. Nothing was written.": (
        "The notice cannot be posted yet; 1 thing is to be done first. Nothing was written."
    ),
    "{count} dates had a time of day, which was dropped.": "1 date had a time of day, which was dropped.",
    "{count} running totals (累计) were skipped.": "1 running total (累计) was skipped.",
    "{count} cells without a figure (blank, 0, — or /) were left out.": "1 cell without a figure (blank, 0, — or /) was left out.",
    "{count} total lines were checked, not imported.": "1 total line was checked, not imported.",
    "{count} 流水号 stand for no entry.": "1 流水号 stands for no entry.",
    "The totals of budget and unallocated leave out {count} that are not exact or are part of another fund.": (
        "The totals of budget and unallocated leave out 1 that is not exact or is part of another fund."
    ),
    "The amounts leave out {count} that are not exact or are part of another fund.": (
        "The amounts leave out 1 that is not exact or is part of another fund."
    ),
    "{count} corrections of entries of closed days are dated {date}, the first open day.": (
        "1 correction of an entry of a closed day is dated {date}, the first open day."
    ),
    "{count} entries are those of the office {office}": "1 entry is that of the office {office}",
    "{count} entries": "1 entry",
    "{count} files": "1 file",
    "“{word}” occurs {count} times": "“{word}” occurs once",
    "{count} entries, the first of {date}": "1 entry of {date}",
}
