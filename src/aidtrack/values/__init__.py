"""What a cell may hold: text, money, dates, words; how each is parsed, printed and made safe to show."""
