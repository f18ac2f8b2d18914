import Campaigns
public import Gateway
import Logging

extension TwilioProvider {
    /// Sends one message with one request. See the type `TwilioReading` for which answers are certain.
    public func send(_ message: ProviderMessage) async -> ProviderSendResult {
        let outcome = await exchange(answerLimit: Self.singleLimit)(
            .post(body: Array(form(of: message).encoded.utf8)),
            messagesURL,
            headers: headers + [("content-type", "application/x-www-form-urlencoded")]
        )
        let result = reading.sendResult(of: outcome)
        logger.debug(
            "Asked the provider to send a message",
            metadata: ["provider": "\(name)", "message": "\(message.id)", "result": "\(Self.label(result))"]
        )
        return result
    }

    func form(of message: ProviderMessage) -> FormFields {
        var form = FormFields([("To", message.recipient.e164), ("Body", message.text)])
        if let service = settings.messagingServiceSID { form.append("MessagingServiceSid", service) }
        if let sender = settings.sender { form.append("From", sender) }
        if let callback = statusCallback { form.append("StatusCallback", callback) }
        if let validity = message.validity {
            form.append("ValidityPeriod", String(min(max(1, validity.components.seconds), 36_000)))
        }
        return form
    }

    /// Where Twilio reports what became of a message; `nil` where we cannot be reached.
    public var statusCallback: String? {
        settings.publicURL.flatMap { WebAddress($0) }.map { $0.text + settings.callbackPath }
    }

    private static func label(_ result: ProviderSendResult) -> String {
        switch result {
        case .accepted(let id, _): "accepted \(id)"
        case .refused(let failure, let reason): "refused, \(failure): \(reason)"
        case .uncertain(let reason): "uncertain: \(reason)"
        }
    }
}
