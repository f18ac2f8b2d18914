/// What a transfer protocol data unit is (3GPP TS 23.040 clause 9.2.2).
public enum TPDU: Hashable, Sendable {
    /// A message from the service centre to us.
    case deliver(Deliver)
    /// A message from us to the service centre.
    case submit(Submit)
    /// What became of a message of ours.
    case statusReport(StatusReport)

    /// Which of the three it is.
    public var direction: Direction {
        switch self {
        case .deliver: .deliver
        case .submit: .submit
        case .statusReport: .statusReport
        }
    }

    /// The originator, destination or recipient.
    public var address: Address {
        switch self {
        case .deliver(let deliver): deliver.originator
        case .submit(let submit): submit.destination
        case .statusReport(let report): report.recipient
        }
    }

    /// The user data; `nil` in a status report without any.
    public var userData: UserData? {
        switch self {
        case .deliver(let deliver): deliver.userData
        case .submit(let submit): submit.userData
        case .statusReport(let report): report.userData
        }
    }
}

/// The types of TPDU, named as the line protocol of the codec names them.
public enum Direction: String, Hashable, Sendable, CaseIterable {
    case deliver
    case submit
    case statusReport = "status-report"
}
