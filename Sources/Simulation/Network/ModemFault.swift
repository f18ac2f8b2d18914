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
    case signal(Int)
    /// Every free slot of SIM and memory is filled with junk.
    case fillStorage
    /// The junk is taken out again.
    case clearStorage
    /// How the next submissions end, whatever the network says, which has accepted them.
    case submissions([SimulatedModem.Outcome])
    /// The SIM asks for its PIN from now on.
    case lockSIM(pin: String)
}
