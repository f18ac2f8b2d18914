extension ATCommand {
    /// `AT`: is anybody there.
    public static let attention = ATCommand("AT", timeout: .seconds(1))
    public static let echoOff = ATCommand("ATE0")
    public static let verboseResults = ATCommand("ATV1")
    public static let resultCodesOn = ATCommand("ATQ0")
    /// `+CMEE=1`: errors as numbers.
    public static let numericErrors = ATCommand("AT+CMEE=1")
    public static let manufacturer = ATCommand("AT+CGMI", prefixes: ["+CGMI"])
    public static let model = ATCommand("AT+CGMM", prefixes: ["+CGMM"])
    public static let revision = ATCommand("AT+CGMR", prefixes: ["+CGMR"])
    public static let serialNumber = ATCommand("AT+CGSN", prefixes: ["+CGSN"])
    public static let identification = ATCommand("ATI")
    public static let pinState = ATCommand(
        "AT+CPIN?",
        timeout: .seconds(10),
        prefixes: ["+CPIN"],
        quietEnd: .seconds(1)
    )
    public static let subscriber = ATCommand("AT+CIMI", prefixes: ["+CIMI"])
    public static let ownNumber = ATCommand("AT+CNUM", timeout: .seconds(10), prefixes: ["+CNUM"])
    public static let signalQuality = ATCommand("AT+CSQ", prefixes: ["+CSQ"])
    public static let registration = registrationQuestion("+CREG")
    public static let packetRegistration = registrationQuestion("+CGREG")
    public static let epsRegistration = registrationQuestion("+CEREG")
    public static let currentOperator = ATCommand("AT+COPS?", timeout: .seconds(10), prefixes: ["+COPS"])
    public static let radioState = ATCommand("AT+CFUN?", prefixes: ["+CFUN"])
    public static let serviceCenter = ATCommand("AT+CSCA?", timeout: .seconds(10), prefixes: ["+CSCA"])
    public static let smsService = ATCommand("AT+CSMS?", prefixes: ["+CSMS"])
    /// `+CMGF=0`: messages as PDUs.
    public static let pduMode = ATCommand("AT+CMGF=0")
    public static let messageFormat = ATCommand("AT+CMGF?", prefixes: ["+CMGF"])
    public static let storageState = ATCommand("AT+CPMS?", timeout: .seconds(10), prefixes: ["+CPMS"])
    public static let storageChoices = ATCommand("AT+CPMS=?", timeout: .seconds(10), prefixes: ["+CPMS"])
    public static let notificationChoices = ATCommand("AT+CNMI=?", prefixes: ["+CNMI"])
    public static let notificationState = ATCommand("AT+CNMI?", prefixes: ["+CNMI"])
    /// `+CMGL=4`: every message of the preferred storage, as PDUs.
    public static let listMessages = ATCommand("AT+CMGL=4", timeout: .seconds(60), prefixes: ["+CMGL"])
    /// `+CNMA=0`: acknowledges a routed message where `+CSMS=1` is in force.
    public static let acknowledgeRouted = ATCommand("AT+CNMA=0")

    public static let characterSet = ATCommand("AT+CSCS=\"GSM\"")
    /// `+CLIP=1`: the number of a caller is told with the ring.
    public static let callerNumbers = ATCommand("AT+CLIP=1", timeout: .seconds(15))
    /// `+CFUN=1`: the radio on.
    public static let radioOn = ATCommand("AT+CFUN=1", timeout: .seconds(30))
    /// `+COPS=0`: the network is chosen by the modem.
    public static let automaticNetwork = ATCommand("AT+COPS=0", timeout: .seconds(60))
    /// `+CGSMS?`: through which domain messages go (TS 27.007 clause 10.1.21).
    public static let smsDomain = ATCommand("AT+CGSMS?", prefixes: ["+CGSMS"])
    /// `+CGSMS=3`: circuit-switched preferred, packet-switched otherwise.
    public static let preferCircuitDomain = ATCommand("AT+CGSMS=3")
    /// `+CSMS=1`: routed messages have to be acknowledged.
    public static let phaseTwoPlus = ATCommand("AT+CSMS=1", prefixes: ["+CSMS"])
    /// `+CMGD=?`: on some modems, which slots are in use.
    public static let usedSlots = ATCommand("AT+CMGD=?", timeout: .seconds(10), prefixes: ["+CMGD"])

    private static func registrationQuestion(_ name: String) -> ATCommand {
        ATCommand("AT\(name)?", prefixes: [name], lateLine: .milliseconds(500))
    }

    /// `+CMGR`: one message of the preferred storage, as PDU.
    public static func readMessage(index: Int) -> ATCommand {
        ATCommand("AT+CMGR=\(index)", timeout: .seconds(10), prefixes: ["+CMGR"])
    }

    /// `+CMGD`: deletes one message of the preferred storage.
    public static func delete(index: Int) -> ATCommand {
        ATCommand("AT+CMGD=\(index)", timeout: .seconds(30))
    }

    /// `+CPMS=…` with one to three memories: read and delete, write and send, receive.
    public static func preferredStorage(_ memories: [String]) -> ATCommand {
        let list = memories.prefix(3).map { "\"\($0)\"" }.joined(separator: ",")
        return ATCommand("AT+CPMS=\(list)", timeout: .seconds(10), prefixes: ["+CPMS"])
    }

    /// `+CNMI=…` with the given values.
    public static func notifications(_ values: [Int]) -> ATCommand {
        ATCommand("AT+CNMI=" + values.map { "\($0)" }.joined(separator: ","))
    }

    /// `+CPIN="…"`. Never shown in logs or traces.
    public static func enterPIN(_ pin: String) -> ATCommand {
        ATCommand("AT+CPIN=\"\(pin)\"", timeout: .seconds(15), isSensitive: true)
    }

    /// `+CREG=n` and its like (`+CGREG`, `+CEREG`): registration notices.
    public static func registrationNotices(_ command: String, level: Int) -> ATCommand {
        ATCommand("AT\(command)=\(level)")
    }

    /// `+CSCA="…"`: the number of the service center.
    public static func setServiceCenter(_ number: String) -> ATCommand {
        ATCommand("AT+CSCA=\"\(number)\",\(number.hasPrefix("+") ? 145 : 129)", timeout: .seconds(10))
    }

    /// `+CMMS=n`: keeps the link open between messages (0 never, 1 until a pause, 2 until 0).
    public static func keepLinkOpen(_ mode: Int) -> ATCommand {
        ATCommand("AT+CMMS=\(mode)")
    }

    /// `+CUSD=1,"…",15`: starts a USSD session; the answer comes unsolicited.
    public static func ussd(_ code: String) -> ATCommand {
        ATCommand("AT+CUSD=1,\"\(code)\",15", timeout: .seconds(30))
    }
}
