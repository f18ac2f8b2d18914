public import Modems

/// What can go wrong with a simulated modem.
public enum ModemFault: Sendable, Hashable {
    /// It takes bytes and says nothing until it is unplugged or restarted.
    case hang
    /// It comes out of a hang by itself.
    case wake
    /// It restarts by itself, says `RDY` and has forgotten its settings.
    case restart
    /// Bytes on the line that mean nothing.
    case garbage([UInt8])
    /// So many notices at once.
    case notices(Int)
    case prompt(SimulatedModem.Prompt)
    case registration(RegistrationState)
    /// It loses the network, and finds it again only after its radio was off, or after a restart.
    case losesNetwork(until: RegistrationCure)
    /// It hangs as before, and comes back when its port is opened with DTR low first, or its USB device is reset.
    case hangUntil(HangCure)
    /// The operator refuses what it sends with this number, until `nil`.
    case blockSIM(cms: Int?)
    /// It complains of its supply.
    case underVoltage
    case signal(Int)
    /// It rings once; with the number where the caller shows it.
    case ring(from: String?)
    /// A prompt stands, as of a program that was killed: until ESC it takes commands for a message's text.
    case openPrompt
    /// What the operator says to a USSD code; `nil`: nothing at all.
    case balance(String?)
    /// Every free slot of SIM and memory is filled with junk.
    case fillStorage
    /// The junk is taken out again.
    case clearStorage
    /// How the next submissions end, whatever the network says, which has accepted them.
    case submissions([SimulatedModem.Outcome])
    /// The SIM asks for its PIN from now on.
    case lockSIM(pin: String)
    /// It asks for none any more.
    case unlockSIM
    /// It is registered, and the network cannot hand it any message, until `false`.
    case deaf(Bool)
    /// What it sends is accepted and goes nowhere, until `false`: a SIM that the operator has silently barred.
    case mute(Bool)
    /// Its port vanishes in the middle of the next submission.
    case vanishes(at: SubmissionMoment)
}

/// Where in a submission a modem vanishes.
public enum SubmissionMoment: Sendable, Hashable, CaseIterable {
    /// In place of its prompt.
    case prompt
    /// Half of the PDU has come.
    case message
    /// The network has the message, and nobody says so.
    case answer
}

/// What brings a modem out of a hang.
public enum HangCure: Sendable, Hashable {
    /// DTR low when its port is opened.
    case controlLine
    /// The vendor's reset, which it still takes.
    case reset
    /// So many commands, none of which is answered.
    case calls(Int)
    /// The USB device logged off and on.
    case usb
    /// Its socket without power.
    case power
}

/// What brings a modem back into the network.
public enum RegistrationCure: Sendable, Hashable, CaseIterable {
    case radioCycle
    case reset
}
