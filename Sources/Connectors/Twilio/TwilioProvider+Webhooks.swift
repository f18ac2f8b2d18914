import Campaigns
public import Gateway

extension TwilioProvider {
    private static let emptyTwiML = #"<?xml version="1.0" encoding="UTF-8"?><Response/>"#

    /// Reads a status callback or an inbound message. Nothing in it is looked at before its signature holds.
    ///
    /// A status that changes nothing for us (`queued`, `sending`, a later addition of Twilio's) gives no event.
    public func events(in request: WebhookRequest) throws(ProviderProblem) -> WebhookReply {
        let form = try verifiedForm(of: request)
        let event =
            if let status = form["MessageStatus"], status != "received" {
                try statusEvent(status, in: form)
            } else {
                try inboundEvent(in: form)
            }
        return WebhookReply(
            events: event.map { [$0] } ?? [],
            contentType: "text/xml; charset=utf-8",
            body: Self.emptyTwiML
        )
    }

    private func verifiedForm(of request: WebhookRequest) throws(ProviderProblem) -> FormFields {
        guard request.body.count <= Self.singleLimit, request.target.utf8.count <= Self.singleLimit else {
            throw .malformed("the request is longer than \(Self.singleLimit) octets")
        }
        guard let address = settings.publicURL.flatMap({ WebAddress($0) }) else {
            throw .badSignature("signatures cannot be checked: set publicURL of the provider \(name)")
        }
        guard let token = settings.authToken else {
            throw .badSignature("signatures cannot be checked: set authToken of the provider \(name)")
        }
        guard let signature = request.headers["x-twilio-signature"] else {
            throw .badSignature("the header X-Twilio-Signature is missing")
        }
        let query = request.target.split(separator: "?", maxSplits: 1).dropFirst().first.map { Array($0.utf8) } ?? []
        guard let queryFields = FormFields(decoding: query), let bodyFields = FormFields(decoding: request.body) else {
            throw .malformed("the request has more than \(FormFields.maximumCount) fields")
        }
        // A body that is no form is signed by its digest in the query, and the address alone is signed.
        let matchesDigest = TwilioSignature.matchesDigest(query: queryFields, body: request.body)
        let isForm = request.method == "POST" && matchesDigest == nil
        let addresses = TwilioSignature.addresses(publicAddress: address, target: request.target)
        let isValid = TwilioSignature(token: token)
            .isValid(signature, addresses: addresses, form: isForm ? bodyFields : FormFields())
        guard isValid, matchesDigest ?? true else {
            throw .badSignature(
                "X-Twilio-Signature does not match: compare authToken and publicURL with Twilio's console"
            )
        }
        switch request.method {
        case "POST" where isForm: return bodyFields
        case "GET": return queryFields
        default: throw .malformed("the request is neither a form nor a GET")
        }
    }

    private func statusEvent(_ status: String, in form: FormFields) throws(ProviderProblem) -> ProviderEvent? {
        let id = try messageID(in: form)
        let code = form["ErrorCode"].flatMap { Int($0) }.flatMap { $0 == 0 ? nil : $0 }
        let state: ProviderStatus? =
            switch status {
            case "sent": .sent
            case "delivered", "read": .delivered
            case "undelivered": .undelivered
            case "failed", "canceled": .failed
            default: nil
            }
        guard let state else { return nil }
        let isOptOut = code.flatMap { TwilioErrorTable.failure(code: $0) } == .optedOut
        var reason = code.map { "Twilio's error \($0)" }
        if let text = form["ErrorMessage"], !text.isEmpty { reason = redact((reason ?? "Twilio") + ": " + text) }
        return .status(providerID: id, isOptOut ? .optedOut : state, reason: reason)
    }

    private func inboundEvent(in form: FormFields) throws(ProviderProblem) -> ProviderEvent {
        let id = try messageID(in: form)
        guard let sender = form["From"], !sender.isEmpty, sender.utf8.count <= 256, let recipient = form["To"],
            recipient.utf8.count <= 256
        else { throw .malformed("an inbound message needs the fields From and To") }
        let text = form["Body"] ?? ""
        let type = form["OptOutType"] ?? ""
        return .inbound(
            ProviderInbound(
                id: id,
                sender: sender,
                recipient: recipient,
                text: text,
                at: nil,
                alreadyConfirmed: !type.isEmpty || isAnsweredByTwilio(text),
                verdict: Self.verdict(type)
            )
        )
    }

    /// An account may have words of its own (Advanced Opt-Out), which we cannot know.
    private static func verdict(_ type: String) -> ProviderVerdict? {
        switch type.uppercased() {
        case "STOP": .optOut
        case "START": .optIn
        case "HELP": .help
        default: nil
        }
    }

    private func messageID(in form: FormFields) throws(ProviderProblem) -> String {
        guard let id = form["MessageSid"] ?? form["SmsSid"], Self.isSID(id) else {
            throw .malformed("the field MessageSid is missing or no SID")
        }
        return id
    }
}
