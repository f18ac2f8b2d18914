/// What a transfer protocol data unit is (3GPP TS 23.040 clause 9.2.2).
public enum TPDU: Hashable, Sendable {
    /// A message from the service centre to us.
    case deliver(Deliver)
    /// A message from us to the service centre.
    case submit(Submit)
    /// What became of a message of ours.
    case statusReport(StatusReport)
    /// How a message to us was acknowledged; read only where it is asked for.
    case deliverReport(DeliverReport)
    /// How a message of ours was acknowledged; read only where it is asked for.
    case submitReport(SubmitReport)

    /// Which of them it is.
    public var direction: Direction {
        switch self {
        case .deliver: .deliver
        case .submit: .submit
        case .statusReport: .statusReport
        case .deliverReport: .deliverReport
        case .submitReport: .submitReport
        }
    }

    /// The originator, destination or recipient; `nil` in a deliver report and a submit report.
    public var address: Address? {
        switch self {
        case .deliver(let deliver): deliver.originator
        case .submit(let submit): submit.destination
        case .statusReport(let report): report.recipient
        case .deliverReport, .submitReport: nil
        }
    }

    /// The user data; `nil` in a report without any.
    public var userData: UserData? {
        switch self {
        case .deliver(let deliver): deliver.userData
        case .submit(let submit): submit.userData
        case .statusReport(let report): report.userData
        case .deliverReport(let report): report.userData
        case .submitReport(let report): report.userData
        }
    }
}

/// The types of TPDU, named as the line protocol of the codec names them.
public enum Direction: String, Hashable, Sendable, CaseIterable {
    case deliver
    case submit
    case statusReport = "status-report"
    case deliverReport = "deliver-report"
    case submitReport = "submit-report"
}
