"""The number formats that are held against LibreOffice: Excel's built-in list, WPS's special list and custom ones of offices."""

import io

from xlsxwriter import Workbook

# [ECMA-376] part 1, 18.8.30: those that a file names by number alone, the Chinese and the Thai ones too.
BUILT_IN = ["General", *range(1, 63), *range(67, 82)]
# What WPS offers under 特殊, with the units it offers under 单位:万元.
SPECIAL = [
    "000000", "[DBNum1][$-804]General", "[DBNum2][$-804]General", "[DBNum2][$RMB]General;[Red][DBNum2][$RMB]General",
    '0!.0,"万"', '0!.0,"万元"', '0"."0,"万元"', '0!.0000"万元"', '0"."0000"万"', '0!.00,"十万"', '0.00,,"百万"', '0!.0,,"千万"', '0!.00,,"亿"',
    "+0;-0;0", "+#,##0.00;-#,##0.00;0.00",
]  # fmt: skip
CUSTOM = [
    # plain, accounting, red and brackets for negatives
    "0.00_ ", "0.00_);[Red]\\(0.00\\)", "#,##0.00;[Red]#,##0.00", "#,##0.00;[红色]-#,##0.00", '_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* "-"??_ ;_ @_ ',
    "[$￥-804]#,##0.00", '"人民币"0.00', "0.##", "#,###", "00000", "[Red][<0]-0.00;0.00", "[<0]0.00;0.00", "[Blue]0.00", "G/通用格式", "0.00;-0.00;0",
    # signs that are no signs
    "0.00;0.00", "-0", "0-", "(0.00)", '"-"0.00', "[>0]0;0", '0.00;"欠"0.00', '[<0]"超支"0.00;0.00',
    # scaled, with and without a unit
    "0,", "0.0,", "#,##0,,", '0.00,"千元"', '0.00,,"百万元"', '0.00,"万元"', '0.00,,"亿元"', '[>=10000]0!.0,"万";0', '[>=100000000]0!.00,,"亿";[>=10000]0!.0,"万元";0.00"元"',
    '0"."00', '0!.00', '0"00"', '0.00"0"', '"1"0', "0!,000",
    # a unit that scales nothing, other words
    '0.00"万元"', '0.00"元"', '#,##0.00"亿元"', '0.00 "万元"', 'G/通用格式"元"', '0.00"元整"', '0"户"', '"约"0', '"第"0"号"', '0.00"美元"', '0.00"万美元"',
    # other currencies, percent, fractions, scientific
    '"US$"#,##0.00', "[$€-2]\\ #,##0.00", "[$¥-411]#,##0", "[$HK$-C04]#,##0.00", "0.0%", "0!.0,%", "0.00,,%", '0.00"%"', "# ??/??", "0.0E+0",
    # nothing of the number
    ";;;", '"已拨"', "0;-0;;@", '0.00;-0.00;"无"', '[=0]"—";0.00', "0;-0", "0;;0", "@", "000-00", "0 000",
    # dates and times
    'yyyy"年"m"月"d"日"', 'yyyy"年"m"月"', "yyyy-mm-dd hh:mm", "[$-804]yyyy\"年\"m\"月\"d\"日\";@", "[DBNum1][$-804]yyyy\"年\"m\"月\"d\"日\";@", "dd/mm/yyyy",
    "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "aaaa", "d", "yyyy", "[h]:mm", "yyyymmdd", 'm"月"d"日"', '"2019年"m"月"d"日"', "yyyy.m.d",
]  # fmt: skip
FORMATS: list[int | str] = [*BUILT_IN, *SPECIAL, *CUSTOM]
# 43164.75 is the evening of 5 March 2018.
HELD = [15000.0, 12.5, 0.0435, 0.0, 43164.0, 43164.75, 300000000.0, -15000.0, -12.5]


Cell = str | tuple[int | str, float]  # a text, or a number under its format


def book(sheets: dict[str, list[list[Cell]]]) -> bytes:
    """A workbook of these sheets."""
    content = io.BytesIO()
    made = Workbook(content, {"in_memory": True})
    for name, rows in sheets.items():
        page = made.add_worksheet(name)
        for line, row in enumerate(rows):
            for at, cell in enumerate(row):
                if isinstance(cell, str):
                    page.write_string(line, at, cell)
                    continue
                style = made.add_format()
                style.num_format, held = cell  # as it is: `add_format` takes 0 for another
                page.write_number(line, at, held, style)
    made.close()
    return content.getvalue()
