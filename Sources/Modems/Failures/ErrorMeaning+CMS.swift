extension ErrorMeaning {
    /// `+CMS ERROR`: causes of TS 24.011 annex E (0 to 127), TP-FCS of TS 23.040 clause 9.2.3.22 (128 to 255), TS 27.005
    /// clause 3.2.5 (300 and up) and vendors' numbers.
    static let cmsRows: [Row] = networkCauses + failureCauses + deviceErrors + vendorErrors

    private static let networkCauses: [Row] = [
        row(1, "unassigned number", .permanent, [.stop], checkNumber),
        row(
            8,
            "operator determined barring",
            .blocked,
            [.takeOutOfRotation, .otherLine, .provider],
            checkSubscription
        ),
        row(
            10,
            "call barred",
            .configuration,
            [.takeOutOfRotation, .otherLine],
            "Outgoing SMS are barred on this SIM: have the barring lifted."
        ),
        row(11, "reserved", .configuration, [.otherLine], checkSubscription),
        row(17, "network failure", .temporary, [same(30), .otherLine], wait),
        row(
            21,
            "short message transfer rejected",
            .blocked,
            [.slowDown, .otherLine, .provider],
            "Credit, spam filter or rate: check the SIM's credit and what the operator allows."
        ),
        row(22, "memory capacity exceeded", .modemFault, [.emptyStorage, same(5)], emptyIt),
        row(27, "destination out of service", .temporary, [same(1800)], "The phone is off or away; it is tried again."),
        row(
            28,
            "unidentified subscriber",
            .configuration,
            [.takeOutOfRotation, .otherLine],
            "The network does not know this SIM: ask the operator whether it is active."
        ),
        row(29, "facility rejected", .configuration, [.otherLine, .slowDown], checkSubscription),
        row(30, "unknown subscriber", .permanent, [.otherLine, .stop], checkNumber),
        row(38, "network out of order", .temporary, [same(60), .otherLine], wait),
        row(41, "temporary failure", .temporary, [same(10), .otherLine], wait),
        row(
            42,
            "congestion",
            .temporary,
            [same(30), .slowDown, .otherLine],
            "The network is busy or the operator throttles this SIM: lower the line's limits if it repeats."
        ),
        row(
            47,
            "resources unavailable",
            .temporary,
            [same(30), .slowDown, .otherLine],
            "The network is busy or the operator throttles this SIM: lower the line's limits if it repeats."
        ),
        row(
            50,
            "requested facility not subscribed",
            .configuration,
            [.takeOutOfRotation, .otherLine],
            checkSubscription,
            also: ["requested service option not subscribed"]
        ),
        row(69, "requested facility not implemented", .configuration, [.otherLine, .provider], askOperator),
        row(81, "invalid short message transfer reference value", .modemFault, [same(5, 1), .otherLine], checkPDU),
        row(
            95,
            "semantically incorrect message",
            .permanent,
            [.changeCommand, .otherLine, .stop],
            "Check the number of the service center (SMSC) of this SIM.",
            also: ["invalid message unspecified"]
        ),
        row(96, "invalid mandatory information", .permanent, [same(5, 1), .otherLine, .stop], checkPDU),
        row(97, "message type non-existent or not implemented", .permanent, [same(5, 1), .otherLine, .stop], checkPDU),
        row(
            98,
            "message not compatible with the protocol state",
            .modemFault,
            [same(5, 1), .otherLine, .stop],
            checkPDU
        ),
        row(
            99,
            "information element non-existent or not implemented",
            .permanent,
            [same(5, 1), .otherLine, .stop],
            checkPDU
        ),
        row(111, "protocol error, unspecified", .temporary, [same(10, 1), .otherLine], askOperator),
        row(127, "interworking, unspecified", .temporary, [same(60, 1), .otherLine, .stop], askOperator),
    ]

    private static let failureCauses: [Row] = [
        row(128, "telematic interworking not supported", .permanent, [.stop], checkPDU),
        row(129, "short message type 0 not supported", .permanent, [.stop], checkPDU),
        row(130, "cannot replace short message", .permanent, [.changeCommand], "It is sent as a new message."),
        row(143, "unspecified TP-PID error", .permanent, [.changeCommand, .stop], checkPDU),
        row(144, "alphabet not supported", .permanent, [.changeCommand, .stop], checkPDU),
        row(145, "message class not supported", .permanent, [.changeCommand, .stop], "Send without a message class."),
        row(159, "unspecified TP-DCS error", .permanent, [.changeCommand, .stop], checkPDU),
        row(160, "command cannot be actioned", .permanent, [.stop], checkPDU),
        row(161, "command unsupported", .permanent, [.stop], checkPDU),
        row(175, "unspecified TP-Command error", .permanent, [.stop], checkPDU),
        row(176, "TPDU not supported", .permanent, [.stop], checkPDU),
        row(192, "service center busy", .temporary, [same(30), .otherLine], wait),
        row(
            193,
            "no service center subscription",
            .configuration,
            [.takeOutOfRotation, .otherLine],
            "Wrong service center number (SMSC) or tariff: set the operator's SMSC."
        ),
        row(194, "service center system failure", .temporary, [same(60), .otherLine], wait),
        row(
            195,
            "invalid recipient address",
            .permanent,
            [.stop],
            "Check the recipient's number, with its country code."
        ),
        row(196, "recipient barred", .permanent, [.provider, .stop], "This network does not deliver to that number."),
        row(197, "duplicate rejected", .permanent, [.stop], "The service center has this message already."),
        row(
            198,
            "validity period format not supported",
            .configuration,
            [.changeCommand],
            "Messages go without a validity period through this service center."
        ),
        row(
            199,
            "validity period not supported",
            .configuration,
            [.changeCommand],
            "Messages go without a validity period through this service center."
        ),
        row(208, "SIM storage full", .modemFault, [.emptyStorage, same(5)], emptyIt),
        row(
            209,
            "no SMS storage in the SIM",
            .configuration,
            [.changeCommand],
            "The modem's own memory is used instead."
        ),
        row(
            210,
            "error in the modem",
            .modemFault,
            [.recover, .otherLine],
            "Reset the modem; replace it if it repeats."
        ),
        row(211, "memory capacity exceeded", .modemFault, [.emptyStorage, same(5)], emptyIt),
        row(212, "SIM toolkit busy", .temporary, [same(10)], wait),
        row(213, "SIM data download error", .modemFault, [same(10), .otherLine], checkSIM),
        row(255, "unspecified error", .temporary, [same(30, 1), .otherLine], askOperator),
    ]

    private static let deviceErrors: [Row] = [
        row(
            300,
            "modem failure",
            .modemFault,
            [same(5, 1), .otherLine, .recover],
            "Reset the modem; check its power supply.",
            also: ["ME failure"]
        ),
        row(
            301,
            "SMS service reserved",
            .modemFault,
            [same(5)],
            "Another program uses the SMS service of this modem (ModemManager?): stop it."
        ),
        row(
            302,
            "operation not allowed",
            .temporary,
            [same(10), .awaitNetwork, .otherLine],
            "Check SIM, PIN and registration."
        ),
        row(303, "operation not supported", .configuration, [.changeCommand], "The modem lacks this function."),
        row(
            304,
            "invalid PDU parameter",
            .modemFault,
            [same(5, 1), .otherLine, .stop],
            checkPDU,
            also: ["invalid PDU mode parameter"]
        ),
        row(
            305,
            "invalid text parameter",
            .modemFault,
            [.changeCommand, same(5, 1)],
            "Another program set text mode: see that nobody else uses this modem.",
            also: ["invalid text mode parameter"]
        ),
        row(
            310,
            "SIM not inserted",
            .configuration,
            [.takeOutOfRotation, .otherLine],
            "Put a SIM in, the right way round, until it clicks.",
            also: ["SIM not in"]
        ),
        row(
            311,
            "SIM PIN required",
            .configuration,
            [.applyPINRules, .otherLine],
            "Type the PIN with smsbridge modem pin, or write it as `pin` into the configuration."
        ),
        row(312, "PH-SIM PIN required", .configuration, [.takeOutOfRotation, .otherLine], unlock),
        row(313, "SIM failure", .modemFault, [.recover, .otherLine, .takeOutOfRotation], checkSIM),
        row(314, "SIM busy", .temporary, [same(2, 15)], wait),
        row(315, "wrong SIM", .configuration, [.takeOutOfRotation, .otherLine], unlock, also: ["SIM wrong"]),
        row(
            316,
            "SIM PUK required",
            .configuration,
            [.takeOutOfRotation, .otherLine],
            "The PIN was entered wrongly too often: enter the PUK with the SIM in a phone."
        ),
        row(
            317,
            "SIM PIN2 required",
            .configuration,
            [.takeOutOfRotation, .otherLine],
            "Fixed dialling may be on: switch it off with the SIM in a phone."
        ),
        row(
            318,
            "SIM PUK2 required",
            .configuration,
            [.takeOutOfRotation, .otherLine],
            "Fixed dialling may be on: ask the operator for PUK2."
        ),
        row(320, "memory failure", .modemFault, [same(2), .changeCommand], checkSIM),
        row(321, "invalid memory index", .harmless, [.ignore], "An empty slot."),
        row(322, "memory full", .modemFault, [.emptyStorage, same(5)], emptyIt),
        row(
            330,
            "service center number unknown",
            .configuration,
            [.changeCommand, same(10)],
            "Set the operator's service center number (SMSC).",
            also: ["SMSC address unknown", "SCA address unknown"]
        ),
        row(331, "no network service", .temporary, [.awaitNetwork, .otherLine], "Check antenna and coverage."),
        row(332, "network timeout", .temporary, [same(30, 1)], "The message may have been sent; a report settles it."),
        row(
            340,
            "no acknowledgement expected",
            .harmless,
            [.ignore],
            wait,
            also: ["no +CNMA acknowledgement expected"]
        ),
        row(
            500,
            "unknown error",
            .temporary,
            [same(10, 1), .otherLine],
            "If all messages of this SIM fail: credit, barring, or LTE without SMS.",
            also: ["unknown"]
        ),
    ]

    private static let vendorErrors: [Row] =
        (256...263).filter { $0 != 262 }.map {
            row($0, "temporarily not possible (vendor error \($0))", .temporary, [same(10), .otherLine], wait)
        } + [
            row(262, "SIM blocked", .configuration, [.takeOutOfRotation, .otherLine], checkSIM),
            row(
                512,
                "radio resources or collision with an incoming message",
                .temporary,
                [same(5), .otherLine],
                wait,
                also: ["user abort"]
            ),
            row(
                513,
                "lower layer failure",
                .temporary,
                [same(10), .otherLine],
                "Check signal and storage.",
                also: ["unable to store"]
            ),
            row(514, "CP error", .temporary, [same(10), .otherLine], wait),
            row(515, "please wait: starting, or another command is in progress", .temporary, [same(2, 15)], wait),
            row(516, "length or parameter not accepted", .temporary, [same(5, 1), .stop], checkPDU),
            row(517, "SIM not ready or parameter not accepted", .temporary, [same(5, 1), .stop], checkPDU),
            row(518, "SIM not ready or parameter not accepted", .temporary, [same(5, 1), .stop], checkPDU),
            row(519, "length or parameter not accepted", .temporary, [same(5, 1), .stop], checkPDU),
            row(520, "text not accepted", .temporary, [same(5, 1), .stop], checkPDU),
            row(521, "timer expired", .temporary, [same(10), .otherLine], wait),
            row(522, "temporarily not allowed", .temporary, [same(10), .otherLine], wait),
            row(526, "packet service busy", .temporary, [same(5, 1), .otherLine], wait),
            row(527, "PDU parameter not accepted", .temporary, [same(5, 1), .stop], checkPDU),
            row(528, "PDU parameter not accepted", .temporary, [same(5, 1), .stop], checkPDU),
            row(532, "SIM not ready", .temporary, [same(2, 15)], wait),
            row(535, "packet service busy", .temporary, [same(5), .otherLine], wait),
            row(538, "invalid parameter", .permanent, [.changeCommand, .stop], checkPDU),
            row(549, "PDU length", .permanent, [.changeCommand, .stop], checkPDU),
            row(550, "PDU message type", .permanent, [.changeCommand, .stop], checkPDU),
            row(551, "PDU parameter", .permanent, [.changeCommand, .stop], checkPDU),
            row(552, "PDU user data length", .permanent, [.changeCommand, .stop], checkPDU),
            row(553, "PDU service center length", .permanent, [.changeCommand, .stop], checkPDU),
            row(554, "PDU parameter", .permanent, [.changeCommand, .stop], checkPDU),
            row(615, "network failure", .temporary, [same(60), .otherLine], wait),
            row(616, "network is down", .temporary, [same(60), .otherLine], wait),
            row(
                770,
                "SIM invalid",
                .configuration,
                [.takeOutOfRotation, .otherLine],
                "The network refuses this SIM: ask the operator."
            ),
            row(772, "SIM powered down", .modemFault, [.recover, .otherLine], checkSIM),
        ]
}
