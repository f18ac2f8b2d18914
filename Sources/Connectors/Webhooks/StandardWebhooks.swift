public import Campaigns
import Crypto
import FoundationEssentials

/// Signs and checks requests as the Standard Webhooks specification says (version 1.0, symmetric signatures `v1`).
public struct StandardWebhooks: Hashable, Sendable {
    /// What signs, the newest first. Several while a secret is being replaced: the receiver may know either.
    public let secrets: [Secret]
    private let keys: [[UInt8]]

    /// Most secrets at one time.
    public static let maximumSecrets = 4

    /// Takes secrets of the form `whsec_` and base64 of 24 to 64 octets. Throws for any other, and for none.
    public init(secrets: [Secret]) throws(SettingProblem) {
        guard (1...Self.maximumSecrets).contains(secrets.count) else {
            throw SettingProblem(setting: "secrets", expected: "1 to \(Self.maximumSecrets) secrets")
        }
        var keys: [[UInt8]] = []
        for secret in secrets {
            guard secret.value.hasPrefix("whsec_"), let key = Data(base64Encoded: String(secret.value.dropFirst(6))),
                (24...64).contains(key.count)
            else {
                throw SettingProblem(setting: "secrets", expected: "whsec_ and base64 of 24 to 64 octets")
            }
            keys.append(Array(key))
        }
        self.secrets = secrets
        self.keys = keys
    }

    /// The value of the header `webhook-signature`: one signature for each secret, separated by spaces.
    ///
    /// - Parameters:
    ///   - id: The header `webhook-id`.
    ///   - timestamp: The header `webhook-timestamp`, in whole seconds since 1970.
    ///   - body: The request's body, exactly as it is sent.
    /// - Returns: Such as `v1,ODFYWvQW4Hl+FFU5PxGCMfaQynYos96+oPfyttNC4r4=`.
    public func signature(id: String, timestamp: Int64, body: [UInt8]) -> String {
        let text = Self.signedText(id: id, timestamp: timestamp, body: body)
        return keys.map { key in
            "v1,"
                + Data(HMAC<SHA256>.authenticationCode(for: text, using: SymmetricKey(data: key))).base64EncodedString()
        }
        .joined(separator: " ")
    }

    /// Checks a request.
    ///
    /// - Parameters:
    ///   - id: The header `webhook-id`.
    ///   - timestamp: The header `webhook-timestamp`, as it came.
    ///   - signature: The header `webhook-signature`, as it came.
    ///   - body: The request's body, exactly as it came.
    ///   - now: The wall clock's time.
    ///   - tolerance: How far the timestamp may be from now, either way.
    /// - Throws: ``StandardWebhooksProblem`` where no signature fits any secret, or the timestamp is too far from now.
    public func verify(
        id: String,
        timestamp: String,
        signature: String,
        body: [UInt8],
        at now: Timestamp,
        tolerance: Duration = .seconds(300)
    ) throws(StandardWebhooksProblem) {
        guard !id.isEmpty, id.utf8.count <= 256, let seconds = Int64(timestamp), seconds >= 0, seconds < 1 << 40 else {
            throw .malformed
        }
        let distance = (seconds - now.seconds).magnitude
        guard distance <= UInt64(max(0, tolerance.components.seconds)) else { throw .wrongTime }
        let text = Self.signedText(id: id, timestamp: seconds, body: body)
        for part in signature.split(separator: " ").prefix(16) where part.hasPrefix("v1,") {
            guard let code = Data(base64Encoded: String(part.dropFirst(3))) else { continue }
            for key in keys
            where HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: text, using: SymmetricKey(data: key)) {
                return
            }
        }
        throw .wrongSignature
    }

    private static func signedText(id: String, timestamp: Int64, body: [UInt8]) -> Data {
        Data("\(id).\(timestamp).".utf8) + Data(body)
    }
}

/// The keys stay out of every text, as the secrets do.
extension StandardWebhooks: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "\(secrets.count) signing secrets" }

    public var debugDescription: String { description }

    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// Why a request is not believed.
public enum StandardWebhooksProblem: Error, Hashable, Sendable, CustomStringConvertible {
    /// A header is missing or no number.
    case malformed
    /// Too old, or from the future: a repetition, or one of the two clocks is wrong.
    case wrongTime
    /// No signature fits a secret that we know.
    case wrongSignature

    public var description: String {
        switch self {
        case .malformed: "webhook-id or webhook-timestamp is missing or malformed"
        case .wrongTime: "webhook-timestamp is too far from the present: compare the clocks"
        case .wrongSignature: "webhook-signature fits no known secret"
        }
    }
}
