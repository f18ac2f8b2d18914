/// What a command typed by hand may do that cannot be taken back.
public enum CommandRisk {
    /// Why a person should be asked before the line is sent; nil where it is harmless as far as is known.
    public static func warning(of line: String) -> String? {
        let upper = line.uppercased().filter { $0 != " " }
        guard upper.hasPrefix("AT") else { return nil }
        for part in upper.dropFirst(2).split(separator: ";") {
            if let warning = warning(ofPart: String(part)) { return warning }
        }
        return nil
    }

    private static func warning(ofPart part: String) -> String? {
        if part.contains("&F") || ["Z", "Z0", "Z1"].contains(part) {
            return "puts the modem's settings back; the daemon sets its own again after the loan"
        }
        if part.hasPrefix("D") { return "dials" }
        // Questions are harmless.
        guard !part.hasSuffix("?") else { return nil }
        return risks.first { risk in
            part.hasPrefix(risk.prefix)
                && part.dropFirst(risk.prefix.count).first.map { "=0123456789".contains($0) } ?? true
        }?.warning
    }

    private static let risks: [(prefix: String, warning: String)] = [
        ("+CFUN", "switches the radio off or restarts the modem"),
        ("+CLCK", "changes a lock of the SIM or the network: a wrong password uses up an attempt"),
        ("+CPIN", "enters a PIN: a wrong one uses up an attempt, and the third locks the SIM"),
        ("+CPIN2", "enters a PIN: a wrong one uses up an attempt"),
        ("^CPIN", "enters a PIN: a wrong one uses up an attempt, and the third locks the SIM"),
        ("+CPWD", "changes a password of the SIM: a wrong one uses up an attempt"),
        ("+CSIM", "speaks to the SIM itself and may use up an attempt"),
        ("+CRSM", "speaks to the SIM itself"),
        ("+CMGD", "deletes messages, also those that have not been read"),
        ("+CMGS", "sends a message: it costs, and no limit, window or opt-out is looked at"),
        ("+CMSS", "sends a stored message: it costs, and no limit, window or opt-out is looked at"),
        ("+CMGW", "writes into the storage of messages"),
        ("+CNMA", "tells the network that a message is kept"),
        ("+CSCA", "changes the service center's number"),
        ("&W", "keeps the present settings in the modem"),
        ("+IPR", "changes the speed of the port: the daemon may not find the modem again"),
        ("+ICF", "changes the form of the port's octets: the daemon may not find the modem again"),
        ("^RESET", "restarts the modem"),
        ("#REBOOT", "restarts the modem"),
        ("#SHDN", "switches the modem off"),
        ("+QPOWD", "switches the modem off"),
        ("+CPOF", "switches the modem off"),
        ("+CRESET", "restarts the modem"),
        ("^SMSO", "switches the modem off"),
        ("+CPWROFF", "switches the modem off"),
        ("!RESET", "restarts the modem"),
        ("!GRESET", "restarts the modem"),
        ("+ZRST", "restarts the modem"),
        ("^NVWREX", "writes into the modem's permanent memory"),
        ("^DATALOCK", "enters an unlock code: a wrong one uses up an attempt"),
        ("+EGMR", "may change the IMEI, which is forbidden in many countries"),
        ("^SETPORT", "changes which ports the modem shows"),
        ("^U2DIAG", "changes which ports the modem shows"),
        ("+ZCDRUN", "changes which ports the modem shows"),
        ("+QCFG", "changes a permanent setting of the modem"),
    ]
}
