extension ErrorMeaning {
    /// `+CME ERROR` (TS 27.007 clause 9.2, with causes of TS 24.008).
    static let cmeRows: [Row] = deviceRows + networkRows

    private static let reset = "Reset the modem; check its power supply."
    private static let coverage = "Check antenna and coverage."
    private static let refused = "The network refuses this SIM or this device: ask the operator."

    private static let deviceRows: [Row] = [
        row(0, "phone failure", .modemFault, [.recover], reset),
        row(1, "no connection to phone", .modemFault, [.recover], reset),
        row(2, "phone link reserved", .modemFault, [.recover], reset),
        row(
            3,
            "operation not allowed",
            .configuration,
            [.awaitNetwork, .changeCommand],
            "Check radio, PIN and registration."
        ),
        row(4, "operation not supported", .configuration, [.changeCommand], "The modem lacks this function."),
        row(5, "PH-SIM PIN required", .configuration, [.takeOutOfRotation], unlock),
        row(6, "PH-FSIM PIN required", .configuration, [.takeOutOfRotation], unlock),
        row(7, "PH-FSIM PUK required", .configuration, [.takeOutOfRotation], unlock),
        row(
            10,
            "SIM not inserted",
            .configuration,
            [same(2, 10), .takeOutOfRotation],
            "Put a SIM in, the right way round, until it clicks.",
            also: ["SIM not in"]
        ),
        row(11, "SIM PIN required", .configuration, [.applyPINRules], "Write the PIN into the configuration (`pin`)."),
        row(
            12,
            "SIM PUK required",
            .configuration,
            [.takeOutOfRotation],
            "The PIN was entered wrongly too often: enter the PUK with the SIM in a phone."
        ),
        row(13, "SIM failure", .modemFault, [.recover, .takeOutOfRotation], checkSIM),
        row(14, "SIM busy", .temporary, [same(2, 15)], wait),
        row(15, "SIM wrong", .configuration, [.takeOutOfRotation], unlock),
        row(
            16,
            "incorrect password",
            .configuration,
            [.takeOutOfRotation],
            "The PIN was wrong and one attempt is gone: write the right one into the configuration."
        ),
        row(17, "SIM PIN2 required", .harmless, [.ignore], "Does not concern messages."),
        row(18, "SIM PUK2 required", .harmless, [.ignore], "Does not concern messages."),
        row(20, "memory full", .modemFault, [.emptyStorage, same(5)], emptyIt),
        row(21, "invalid index", .harmless, [.ignore], "An empty slot."),
        row(22, "not found", .harmless, [.ignore], "An empty slot."),
        row(23, "memory failure", .modemFault, [same(2), .changeCommand], checkSIM),
        row(24, "text string too long", .permanent, [.stop], checkPDU),
        row(25, "invalid characters in text string", .permanent, [.stop], checkPDU),
        row(26, "dial string too long", .permanent, [.stop], checkNumber),
        row(27, "invalid characters in dial string", .permanent, [.stop], checkNumber),
        row(40, "network personalization PIN required", .configuration, [.takeOutOfRotation], unlock),
        row(41, "network personalization PUK required", .configuration, [.takeOutOfRotation], unlock),
        row(42, "network subset personalization PIN required", .configuration, [.takeOutOfRotation], unlock),
        row(43, "network subset personalization PUK required", .configuration, [.takeOutOfRotation], unlock),
        row(44, "service provider personalization PIN required", .configuration, [.takeOutOfRotation], unlock),
        row(45, "service provider personalization PUK required", .configuration, [.takeOutOfRotation], unlock),
        row(46, "corporate personalization PIN required", .configuration, [.takeOutOfRotation], unlock),
        row(47, "corporate personalization PUK required", .configuration, [.takeOutOfRotation], unlock),
        row(48, "hidden key required", .configuration, [.takeOutOfRotation], unlock),
        row(49, "EAP method not supported", .configuration, [.takeOutOfRotation], unlock),
        row(50, "incorrect parameters", .permanent, [.changeCommand, .stop], checkPDU),
        row(51, "command disabled", .temporary, [.changeCommand, same(5, 1)], wait),
        row(52, "command aborted", .temporary, [same(5, 1)], wait),
        row(
            56,
            "fixed dial numbers only",
            .configuration,
            [.takeOutOfRotation],
            "Fixed dialling is on: switch it off with the SIM in a phone (PIN2)."
        ),
        row(57, "temporarily out of service", .temporary, [same(30)], wait),
        row(58, "language or alphabet not supported", .permanent, [.changeCommand, .stop], checkPDU),
        row(59, "unexpected data value", .permanent, [.changeCommand, .stop], checkPDU),
        row(60, "system failure", .modemFault, [.recover], reset),
        row(61, "data missing", .permanent, [.changeCommand, .stop], checkPDU),
        row(
            62,
            "call barred",
            .configuration,
            [.takeOutOfRotation],
            "Outgoing SMS are barred on this SIM: have the barring lifted."
        ),
        row(100, "unknown error", .temporary, [same(5, 1)], reset, also: ["unknown"]),
        row(515, "please wait: starting, or another command is in progress", .temporary, [same(2, 15)], wait),
        row(527, "please wait", .temporary, [same(2, 15)], wait),
        row(528, "network not ready", .temporary, [same(5), .awaitNetwork], wait),
        row(533, "network not ready", .temporary, [same(5), .awaitNetwork], wait),
    ]

    private static let networkRows: [Row] = [
        row(30, "no network service", .temporary, [.awaitNetwork, .otherLine], coverage),
        row(31, "network timeout", .temporary, [same(30), .otherLine], wait),
        row(32, "network not allowed, emergency calls only", .configuration, [.takeOutOfRotation], refused),
        row(53, "not attached, mobility restricted", .temporary, [.awaitNetwork], askOperator),
        row(54, "emergency calls only, mobility restricted", .temporary, [.awaitNetwork], askOperator),
        row(55, "not allowed, mobility restricted", .temporary, [.awaitNetwork], askOperator),
        row(
            102,
            "IMSI unknown in the home register",
            .configuration,
            [.takeOutOfRotation],
            "The SIM is deactivated: ask the operator."
        ),
        row(103, "illegal subscriber", .configuration, [.takeOutOfRotation], refused, also: ["illegal MS"]),
        row(104, "IMSI unknown in the visited register", .temporary, [.awaitNetwork, .recover], wait),
        row(
            105,
            "IMEI not accepted",
            .blocked,
            [.takeOutOfRotation],
            "The network refuses this device: its IMEI is barred or cloned."
        ),
        row(
            106,
            "illegal device",
            .blocked,
            [.takeOutOfRotation],
            "The network refuses this device: its IMEI is barred or cloned.",
            also: ["illegal ME"]
        ),
        row(
            107,
            "packet services not allowed",
            .configuration,
            [.takeOutOfRotation],
            checkSubscription,
            also: ["GPRS services not allowed"]
        ),
        row(108, "packet and other services not allowed", .configuration, [.takeOutOfRotation], checkSubscription),
        row(111, "network not allowed", .configuration, [.takeOutOfRotation], refused, also: ["PLMN not allowed"]),
        row(112, "location area not allowed", .configuration, [.takeOutOfRotation], refused),
        row(
            113,
            "roaming not allowed here",
            .configuration,
            [.takeOutOfRotation],
            "This SIM may not roam: use one of a local operator.",
            also: ["roaming not allowed in this location area"]
        ),
        row(114, "no suitable cells", .temporary, [.awaitNetwork], coverage),
        row(115, "no suitable cells in this area", .temporary, [.awaitNetwork], coverage),
        row(116, "switching center not reachable", .temporary, [same(60), .awaitNetwork], wait),
        row(117, "network failure", .temporary, [same(60), .awaitNetwork], wait),
        row(
            118,
            "circuit domain not available",
            .configuration,
            [.changeCommand, .otherLine],
            "This network offers SMS over IMS only: set the modem to 2G/3G or use another SIM."
        ),
        row(122, "congestion", .temporary, [same(30), .slowDown], wait),
        row(177, "operator determined barring", .blocked, [.takeOutOfRotation], checkSubscription),
    ]
}
