/// A SIM card: it keeps its messages and its PIN counter when it is unplugged and when it moves.
public struct SimulatedSIM: Sendable, Hashable {
    /// One stored message.
    public struct Slot: Sendable, Hashable {
        public var pdu: String
        public var tpduLength: Int
        public var isRead: Bool
        /// The network's number for the delivery; nil for what was put there by hand.
        public var delivery: Int?

        public init(pdu: String, tpduLength: Int, isRead: Bool = false, delivery: Int? = nil) {
            self.pdu = pdu
            self.tpduLength = tpduLength
            self.isRead = isRead
            self.delivery = delivery
        }
    }

    public var iccid: String
    /// What the network knows the line by.
    public var imsi: String
    /// The line's phone number, international with a plus.
    public var number: String
    /// Nil: no PIN is asked for.
    public var pin: String?
    public var pinAttempts = 3
    /// Slots of the SIM, as many as it has.
    public var slots: [Slot?]
    public var serviceCenter: String?
    /// True where `+CNUM` tells the number.
    public var tellsNumber = true

    /// A SIM of the line `index` (0 to 9999), with numbers made from it.
    public init(index: Int, size: Int = 20, pin: String? = nil) {
        let digits = String(String(10_000 + index % 10_000).dropFirst())
        iccid = "894900000000000" + digits
        imsi = "26299000000" + digits
        number = "+491701000" + digits
        self.pin = pin
        slots = Array(repeating: nil, count: size)
        serviceCenter = "+491710760000"
    }
}
