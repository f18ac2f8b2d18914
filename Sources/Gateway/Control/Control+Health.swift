import Campaigns
import Storage

/// Whether the gateway can do its work.
public struct HealthView: Hashable, Sendable, Codable {
    /// `ok`, `degraded` (something works, something does not) or `unable` (nothing can be sent).
    public var status: String
    /// What is wrong and what to do, for people.
    public var reasons: [String]
    public var modemsReady: Int
    public var modems: Int
    /// Messages that are due and not sent.
    public var queued: Int
    public var oldestQueuedSeconds: Int?
    public var version: String
    public var uptimeSeconds: Int
}

extension Control {
    public static let version = "0.1.0"

    public func health() async -> HealthView {
        var reasons: [String] = []
        let modems = core.roster.modems
        let ready = modems.filter { $0.state == "ready" }.count
        for modem in modems where modem.state != "ready" {
            reasons.append("\(modem.name) is \(modem.state): \(modem.reason ?? "no reason known")")
        }
        if let reason = core.gate.reason() { reasons.append("campaigns wait: \(reason)") }
        try? await core.lookForRestore()
        if let restored = core.restored.text { reasons.append(restored) }
        if let paused = core.pauses.text { reasons.append("paused by itself: \(paused)") }
        var depth: (queued: Int, oldestDue: Timestamp?) = (0, nil)
        var works = true
        do {
            depth = try await core.store.queueDepth(at: now)
        } catch {
            works = false
            reasons.append(error.description)
        }
        let canSend = works && (ready > 0 || directory.hasFallback)
        if !canSend, works { reasons.append("no modem is ready and no provider may take over") }
        return HealthView(
            status: canSend ? (reasons.isEmpty ? "ok" : "degraded") : "unable",
            reasons: reasons,
            modemsReady: ready,
            modems: modems.count,
            queued: depth.queued,
            oldestQueuedSeconds: depth.oldestDue.map { Int((now - $0).components.seconds) },
            version: Self.version,
            uptimeSeconds: Int(core.stopwatch.elapsed.components.seconds)
        )
    }

    /// A provider's own request to us. What it tells is committed before it is answered.
    public func providerRequest(
        to provider: String,
        _ request: WebhookRequest
    ) async throws(ControlProblem) -> WebhookReply {
        guard let worker = directory.worker(named: provider) else {
            throw .notFound("there is no provider \(provider)")
        }
        do {
            return try await worker.take(request)
        } catch let problem as ProviderProblem {
            switch problem {
            case .badSignature(let reason): throw .forbidden(reason)
            case .malformed(let reason): throw .invalid(field: "body", reason: reason)
            case .unavailable(let reason): throw .unavailable(reason)
            }
        } catch {
            throw .unavailable("\(error)")
        }
    }
}
