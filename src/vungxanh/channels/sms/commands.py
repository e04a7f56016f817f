"""The command numbers used here (SMPP 3.4, section 5.1.2.1). An answer is what it answers, with the top bit set."""

ANSWER = 0x80000000
GENERIC_NACK = 0x80000000
SUBMIT, SUBMIT_ANSWER = 0x04, 0x80000004
DELIVER, DELIVER_ANSWER = 0x05, 0x80000005
UNBIND, UNBIND_ANSWER = 0x06, 0x80000006
BIND, BIND_ANSWER = 0x09, 0x80000009  # as a transceiver
ENQUIRE, ENQUIRE_ANSWER = 0x15, 0x80000015
BINDS = (0x01, 0x02, BIND)

INVALID_COMMAND = 0x03  # the status of a generic_nack
CANNOT_READ = 0x65  # the status of an answer to a deliver_sm that stays unreadable
