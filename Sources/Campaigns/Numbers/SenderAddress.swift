/// Who wrote an inbound message: a person, who can be answered and halts campaigns, or a service, who is never answered.
public enum SenderAddress: Hashable, Sendable {
    case person(PhoneNumber)
    /// A name, a short code or a number that no phone has, as it was received.
    case service(String)

    /// Sorts an originating address. `typeOfNumber` is the three-bit field of 3GPP TS 23.040, 9.1.2.5: 0 unknown,
    /// 1 international, 2 national, 3 network specific, 4 subscriber, 5 alphanumeric, 6 abbreviated. `region` is where
    /// the line that received it is at home (two letters), for numbers that come in national form.
    public init(_ text: String, typeOfNumber: UInt8, region: String?) {
        let trimmed = String(text.prefix(PhoneNumber.maximumRawLength))
        let hasPlus = trimmed.hasPrefix("+")
        let digits = String(trimmed.drop { $0 == "+" })
        let isNumber = !digits.isEmpty && digits.allSatisfy(\.isASCIIDigit)
        guard isNumber, digits.count > Self.longestShortCode, typeOfNumber != 5, typeOfNumber != 6, typeOfNumber != 3
        else {
            self = .service(trimmed)
            return
        }
        let number: PhoneNumber? =
            if typeOfNumber == 1 || hasPlus {
                (try? PhoneNumber.ask("+" + digits, region: nil).number) ?? PhoneNumber(e164: "+" + digits)
            } else {
                PhoneNumber.lenient(digits, region: region)
            }
        self = number.map { .person($0) } ?? .service(trimmed)
    }

    /// Numbers of up to so many digits are short codes.
    static let longestShortCode = 6

    /// The number of a person; nil for a service.
    public var number: PhoneNumber? {
        switch self {
        case .person(let number): number
        case .service: nil
        }
    }
}
