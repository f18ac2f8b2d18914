/// What a person can do about a PDU that cannot be read.
enum FaultAdvice {
    static func text(for error: DecodeError, options: DecodeOptions) -> String {
        switch error.code {
        case .truncated where error.offset == 0:
            "there is nothing to read: give the PDU"
        case .truncated:
            "the end is missing: copy the whole line, or read the message from the modem again (AT+CMGR)"
        case .badAddress where error.field == "SMSC":
            "this may be a TPDU without a service centre's address: read it without (--no-smsc)"
        case .badAddress where !options.hasServiceCentre:
            "the PDU may begin with the service centre's address after all: read it with one (without --no-smsc)"
        case .badAddress:
            "octets in front of it are missing or too many, or this is another type of PDU: check the start of the line"
        case .badHeader:
            "an octet of the user data is wrong or missing; what was read before it, the sender among it, is right"
        case .wrongType:
            "read it as what it is: leave the direction out"
        case .badHex:
            "give the digits 0-9 and A-F alone"
        }
    }
}
