"""Papers in the form of Decree 30/2020/NĐ-CP, State and Party: plain data in, PDF and DOCX out."""
