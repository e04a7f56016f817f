"""Days as 19/11/2021 and thousands parted by points. Django's own Vietnamese writes "Ngày 19 tháng 11 năm 2021", also
in the middle of a sentence, and parts no thousands."""

DATE_FORMAT = "d/m/Y"
DATETIME_FORMAT = "H:i d/m/Y"
NUMBER_GROUPING = 3
