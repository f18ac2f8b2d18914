/// How one `+CMGS` ended.
public enum SubmissionResult: Sendable, Hashable {
    /// The network took it. `reference` is TP-MR, 0 to 255; nil where the modem said OK and no number.
    /// `acknowledgement` is the SUBMIT-REPORT in hexadecimal, where the modem gives it.
    case accepted(reference: Int?, acknowledgement: String?)
    /// The modem or the network said no. Nothing was sent, except for causes whose outcome is unknown
    /// (`ErrorMeaning.outcomeIsUnknown`).
    case refused(ATFailure)
    /// ESC at the prompt on our wish. Nothing was sent.
    case takenBack
    /// No prompt came, ESC was sent. Nothing was sent.
    case promptMissing
    /// The PDU was written and no answer came: uncertain. A result may still come as `lateSubmission`.
    case noAnswer(ATFailure)

    /// Reads `+CMGS: mr[,ackpdu]` or `+CMSS: mr`. Nil where the line is another.
    static func parseLine(_ line: String) -> SubmissionResult? {
        guard let row = InformationLine(line), row.prefix == "+CMGS" || row.prefix == "+CMSS" else { return nil }
        let fields = row.fields
        let reference = fields.first?.number.flatMap { (0...255).contains($0) ? $0 : nil }
        let acknowledgement = fields.count > 1 && fields[1].text.isHexadecimal ? fields[1].text : nil
        return .accepted(reference: reference, acknowledgement: acknowledgement)
    }
}
