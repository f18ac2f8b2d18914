import Campaigns
import Modems

extension SendFailure {
    /// What a modem's refusal of a segment means for the message.
    init(_ failure: ATFailure) {
        let meaning: ErrorMeaning
        switch failure {
        case .cms(let number): meaning = .cms(number)
        case .cme(let number): meaning = .cme(number)
        default:
            self = .temporary
            return
        }
        if meaning.outcomeIsUnknown {
            self = .uncertain
            return
        }
        switch meaning.failureClass {
        case .permanent where meaning.number == 1: self = .permanentNumber
        case .permanent where meaning.actions.first == .stop: self = .permanentMessage
        case .blocked: self = .senderBlocked
        case .configuration: self = .configuration
        case .permanent, .temporary, .modemFault, .harmless: self = .temporary
        }
    }
}

extension ATFailure {
    /// What a modem's refusal means, where it comes with a number.
    var meaning: ErrorMeaning? {
        switch self {
        case .cms(let number): .cms(number)
        case .cme(let number): .cme(number)
        default: nil
        }
    }
}
