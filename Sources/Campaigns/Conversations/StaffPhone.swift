/// The phone of somebody who answers people by SMS.
public struct StaffPhone: Hashable, Sendable {
    /// Under which what they do is written down.
    public var name: String
    public var number: PhoneNumber

    public init(name: String, number: PhoneNumber) {
        self.name = name
        self.number = number
    }
}
