/// Texts that would do harm where they were taken for more than a text.
enum HostileText {
    /// Nothing of the product says these.
    static let commands: Set<String> = ["AT+CMGD=1,4", "AT+CFUN=0"]

    static let names = [
        "{{phone}}", "{{name|upper}}", "=HYPERLINK(\"http://x.example\")", "'); DROP TABLE message; --", "AT+CMGD=1,4",
        "Eve\u{1A}\u{1B}", "Eve\r\nAT+CFUN=0\r", "“Eve” \\{{name}}", "%s%n$(reboot)`reboot`", "+CMTI: \"SM\",1",
    ]

    static let replies = [
        "{{name}} {{phone}} ok", "=1+1", "@SUM(A1)", "AT+CFUN=0\r\n", "x'); DELETE FROM suppression; --",
        "+CMS ERROR: 500\r\nOK", "level=error msg=\"all is lost\"\nlevel=info", "<b>hello</b>", "okay\u{1B}\u{1A}",
    ]
}
