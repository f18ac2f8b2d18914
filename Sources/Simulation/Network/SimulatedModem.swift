public import Modems

/// A modem as a value: bytes of the host and doings of the network in, bytes and doings out. It speaks AT text as a real
/// one does, with its own parser, so that nothing of the driver is used to test the driver.
public struct SimulatedModem: Sendable {
    /// How the prompt for a message looks.
    public enum Prompt: Sendable, Hashable, CaseIterable {
        /// CR LF `> `.
        case usual
        /// CR LF `>` CR LF.
        case ownLine
        /// `>` alone.
        case bare
        /// Right behind the echo.
        case behindEcho
        /// A notice comes before it.
        case afterNotice
        /// None at all.
        case missing
    }

    /// How `+CMGL` lists messages.
    public enum ListForm: Sendable, Hashable, CaseIterable {
        /// `index,status,,length`, the PDU on a line of its own.
        case norm
        /// Without the alpha field.
        case noAlpha
        /// No line end between a PDU and the next head.
        case noLineEnds
        /// `+CMGL` is refused; `+CMGD=?` tells the slots in use.
        case refused
        /// `+CMGL` is refused and `+CMGD=?` tells all slots.
        case refusedWithoutSlots
        /// It answers OK and lists nothing.
        case empty
    }

    /// What the modem is, apart from its SIM.
    public struct Hardware: Sendable, Hashable {
        public var manufacturer = "SIMULATED"
        public var model = "SIM-7"
        public var revision = "1.0"
        public var imei: String
        /// Slots of the memory `ME`; 0: there is only the SIM's.
        public var memorySize = 50
        /// The number of the first slot: 1, or 0 as on Huawei's.
        public var firstIndex = 1
        /// How long an answer takes.
        public var answerDelay: Duration = .milliseconds(5)
        public var echoesAtStart = true
        /// Values of ds that `+CNMI` offers.
        public var reportModes = [0, 1, 2]
        /// False: the ICCID is told only after the PIN.
        public var tellsICCIDBeforePIN = true
        /// True: the attempts left for the PIN are told.
        public var tellsAttempts = true
        public var prompt = Prompt.usual
        /// True: `ERROR` follows each `+CMS ERROR`.
        public var addsStrayError = false
        /// True: `OK` comes without `+CMGS:`.
        public var hidesReference = false
        public var operatorName = "Simnet"
        /// How it is in the network, as AcT of `+COPS` and `+CREG` says it (TS 27.007 clause 7.3): 0 GSM, 2 UMTS, 7 LTE.
        public var accessTechnology = 7
        /// What it says after a restart, one line each.
        public var startNotices = ["RDY"]
        /// Notices that mean nothing to the driver, said before every fifth answer in turn.
        public var noise: [String] = []
        /// The question for the ICCID, without AT and question mark.
        public var iccidCommand = "+CCID"
        /// Vendor's questions and their lines; OK follows.
        public var vendorAnswers: [String: [String]] = [:]
        /// The answers to `+CNMI=?`, one list of values each; nil offers the usual.
        public var notificationLists: [[Int]]?
        public var listForm = ListForm.norm
        /// Memories that `+CPMS=` takes exactly; nil: one to three.
        public var storagePositions: Int?
        /// True: `+CPIN: READY` comes without `OK`.
        public var saysReadyWithoutOK = false
        /// True: `OK` comes before the line of `+CREG?`.
        public var answersRegistrationLate = false
        /// What starts it anew, without AT.
        public var resets = ["+CFUN=1,1"]
        /// True: `+CREG` stays at "not searching" while `+CEREG` tells of SMS only.
        public var registersForSMSOnly = false
        /// True: what it stores is announced on another port, or nowhere.
        public var isDeaf = false

        /// Hardware of the line `index` (0 to 9999), with an IMEI that passes its check.
        public init(index: Int) {
            let body = "3569380356" + String(String(10_000 + index % 10_000).dropFirst())
            imei = body + SimulatedModem.checkDigit(body)
        }
    }

    /// What happens to the modem.
    public enum Event: Sendable, Hashable {
        /// From the host.
        case received([UInt8])
        /// A message from the network; `delivery` is the network's number for it.
        case deliver(delivery: Int, pdu: String, tpduLength: Int)
        /// A status report from the network.
        case report(delivery: Int, pdu: String, tpduLength: Int)
        /// The network's answer to `Action.submit`.
        case submitResult(submission: Int, Outcome)
        case plug
        /// The host opened the port with DTR low.
        case controlLineLow
        case unplug
        case fault(ModemFault)
    }

    /// What the network says to a submission.
    public enum Outcome: Sendable, Hashable {
        case accepted
        case refused(cms: Int)
        /// The modem never says how it ended.
        case silent
        /// The modem says it, so much later, and takes commands meanwhile.
        case late(Duration)
    }

    /// What the modem does, in order.
    public enum Action: Sendable, Hashable {
        /// Bytes to the host, after a time.
        case write([UInt8], after: Duration)
        case submit(submission: Int, reference: Int, pdu: String, tpduLength: Int)
        /// A delivery is stored; the index is as the host sees it.
        case stored(delivery: Int, storage: String, index: Int)
        /// A delivery was routed to the host and is stored nowhere.
        case routed(delivery: Int)
        /// A delivery could not be taken: unplugged, not registered, or full.
        case undeliverable(delivery: Int)
        case deleted(delivery: Int?, storage: String, index: Int)
        /// The modem can be reached by the network from now on.
        case reachable
        /// The port vanishes.
        case vanished
    }

    enum Mode: Sendable, Hashable {
        case commands
        /// The prompt stands.
        case message(tpduLength: Int)
        case submitting(Int)
    }

    public var hardware: Hardware
    public var sim: SimulatedSIM?
    /// What the operator says to a USSD code; `nil`: nothing at all.
    public var balance: String? = "Your balance is 12.50 EUR."
    /// The slots of `ME`.
    public internal(set) var memory: [SimulatedSIM.Slot?]
    public var registration = RegistrationState.home
    /// `+CSQ`: 0 to 31, 99.
    public var signal = 20
    public internal(set) var isPlugged = false
    public internal(set) var isHung = false
    /// True once the PIN is entered or none is needed.
    public internal(set) var isUnlocked = false

    enum RegistrationFault: Sendable, Hashable {
        case untilRadioCycle
        case untilReset
    }

    /// What it takes to end its hang; `nil` where being plugged in again is enough, or it does not hang.
    public var stubbornness: HangCure? { isHung ? hangCure : nil }

    /// What ends the hang; `nil`: being plugged in again, or `wake`.
    var hangCure: HangCure?
    var registrationFault: RegistrationFault?
    var isRadioOn = true
    /// What the network answers to everything that it sends.
    var refusal: Int?
    var isBarred: Bool { refusal != nil }
    /// Registered, and nothing reaches it.
    var isDeaf = false
    /// What it sends is accepted and dropped.
    var isMute = false
    var mode = Mode.commands
    var line: [UInt8] = []
    /// Bytes that came while a message is on its way.
    var waiting: [UInt8] = []
    var echoes = true
    var errorLevel = 0
    var pduMode = false
    var notifications = [0, 0, 0, 0, 0]
    var storages = ["SM", "SM", "SM"]
    var registrationNotices: [String: Int] = [:]
    var nextReference = 0
    var nextSubmission = 0
    var references: [Int: Int] = [:]
    var outcomes: [Outcome] = []
    /// Where in the next submission its port vanishes.
    var vanishing: SubmissionMoment?
    /// Answers so far, for the noise between them.
    var answers = 0

    public init(hardware: Hardware, sim: SimulatedSIM?) {
        self.hardware = hardware
        self.sim = sim
        memory = Array(repeating: nil, count: hardware.memorySize)
    }

    /// The modem and SIM of the line `index`, 0 to 9999.
    public init(index: Int, pin: String? = nil) {
        self.init(hardware: Hardware(index: index), sim: SimulatedSIM(index: index, pin: pin))
    }

    /// Takes one event and says what the modem does.
    public mutating func handle(_ event: Event, at now: Duration) -> [Action] {
        var actions: [Action] = []
        switch event {
        case .received(let bytes):
            guard isPlugged else { break }
            if isHung {
                hear(bytes, &actions)
                break
            }
            for byte in bytes where isPlugged { take(byte, &actions) }
        case .deliver(let delivery, let pdu, let length):
            deliver(delivery, pdu, length, isReport: false, &actions)
        case .report(let delivery, let pdu, let length):
            deliver(delivery, pdu, length, isReport: true, &actions)
        case .submitResult(let submission, let outcome): submitted(submission, outcome, &actions)
        case .plug: plug(&actions)
        case .controlLineLow: if isHung, hangCure == .controlLine { isHung = false }
        case .unplug: unplug(&actions)
        case .fault(let fault): apply(fault, &actions)
        }
        return actions
    }

    /// True where the network can hand it a message.
    public var isReachable: Bool {
        isPlugged && sim != nil && isUnlocked && isRadioOn && registration.canSendSMS && !isDeaf
    }

    /// A modem that hangs may still take a reset, or wake when it is called often enough.
    private mutating func hear(_ bytes: [UInt8], _ actions: inout [Action]) {
        switch hangCure {
        case .reset:
            let text = String(decoding: bytes, as: UTF8.self).uppercased()
            if hardware.resets.contains(where: { text.contains("AT\($0)\r") }) { restart(&actions) }
        case .calls(let count):
            let left = count - bytes.count { $0 == 0x0D }
            if left > 0 { hangCure = .calls(left) } else { (isHung, hangCure) = (false, nil) }
        case .controlLine, .usb, .power, nil: break
        }
    }

    private mutating func plug(_ actions: inout [Action]) {
        guard !isPlugged else { return }
        isPlugged = true
        start()
        if isReachable { actions.append(.reachable) }
    }

    mutating func unplug(_ actions: inout [Action]) {
        guard isPlugged else { return }
        isPlugged = false
        mode = .commands
        actions.append(.vanished)
    }

    /// As after power-up: what is not stored is forgotten.
    mutating func start() {
        isHung = false
        hangCure = nil
        isRadioOn = true
        line = []
        if registrationFault != nil {
            registrationFault = nil
            registration = .home
        }
        isUnlocked = sim.map { $0.pin == nil } ?? false
        mode = .commands
        line = []
        waiting = []
        echoes = hardware.echoesAtStart
        errorLevel = 0
        pduMode = false
        notifications = [0, 0, 0, 0, 0]
        storages = ["SM", "SM", "SM"]
        registrationNotices = [:]
    }

    private static func checkDigit(_ digits: String) -> String {
        var sum = 0
        for (position, character) in digits.reversed().enumerated() {
            let value = character.wholeNumberValue ?? 0
            let weighted = position % 2 == 0 ? value * 2 : value
            sum += weighted > 9 ? weighted - 9 : weighted
        }
        return String((10 - sum % 10) % 10)
    }
}
