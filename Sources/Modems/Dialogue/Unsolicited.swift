/// What a modem says without being asked.
public enum Unsolicited: Sendable, Hashable {
    /// `+CMTI`: a message arrived and is stored.
    case messageStored(storage: String, index: Int)
    /// `+CMT` in PDU mode: a message that is routed to us and stored nowhere.
    case messageRouted(length: Int, pdu: String)
    /// `+CMT` or `+CDS` in text mode: the modem lost `+CMGF=0`. Not stored: keep both lines.
    case textRouted(header: String, text: String)
    /// `+CDS`: a status report that is routed to us.
    case reportRouted(length: Int, pdu: String)
    /// `+CDSI`: a status report that is stored.
    case reportStored(storage: String, index: Int)
    case ring
    /// `+CLIP`: the number that calls.
    case callerID(String)
    /// `NO CARRIER` and its like after a call.
    case callEnded(String)
    /// `+CUSD`: mode (0 done, 1 asks back, 2 ended by the network, 4 not supported, 5 timed out), text, coding scheme.
    case ussd(mode: Int, text: String?, coding: Int?)
    /// `+CPIN`, `+QUSIM`, `#QSS`, `^SIMST`: the SIM came, went, or is locked. The line as it stands.
    case simStatus(String)
    /// `RDY`, `^SYSSTART`, `+AT: READY`, …: the modem restarted; settings that are not stored are gone.
    case restarted(String)
    /// Huawei's `^BOOT`: said once after a restart by some sticks, every few seconds by others. `+CNMI?` tells which.
    case bootNotice(String)
    /// `SMS Ready`, `SMS DONE`, `PB DONE`, `Call Ready`: a part of the modem finished starting.
    case partReady(String)
    /// `+CREG`, `+CGREG`, `+CEREG`.
    case registration(Registration)
    /// `UNDER-VOLTAGE …`, `NORMAL POWER DOWN`, `POWERED DOWN`.
    case power(String)
    /// Anything else.
    case other(String)
}
