import Crypto
import FoundationEssentials

/// The signature of Twilio's requests to us: base64 of an HMAC over the address that Twilio called and the form's fields.
///
/// Twilio signs with SHA-1, or with SHA-256 where the account was switched to it; the length tells which. The address is
/// the one that Twilio was configured with, so what a proxy does on the way does not matter.
struct TwilioSignature: Sendable {
    var token: Secret

    /// Whether the signature belongs to one of the addresses with these fields.
    func isValid(_ signature: String, addresses: [String], form: FormFields) -> Bool {
        guard signature.utf8.count <= 64, let code = Data(base64Encoded: signature) else { return false }
        let fields = Self.text(of: form)
        let key = SymmetricKey(data: Data(token.value.utf8))
        var isValid = false
        for address in addresses {
            let data = Data((address + fields).utf8)
            // Both compare in constant time.
            isValid =
                switch code.count {
                case Insecure.SHA1.byteCount:
                    HMAC<Insecure.SHA1>.isValidAuthenticationCode(code, authenticating: data, using: key) || isValid
                case SHA256.byteCount:
                    HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: data, using: key) || isValid
                default: false
                }
        }
        return isValid
    }

    /// Names and decoded values, sorted by name, each pair once.
    static func text(of form: FormFields) -> String {
        let sorted = form.fields.sorted { left, right in
            left.name == right.name
                ? left.value.utf8.lexicographicallyPrecedes(right.value.utf8)
                : left.name.utf8.lexicographicallyPrecedes(right.name.utf8)
        }
        var text = ""
        var last: FormFields.Field?
        for field in sorted where field != last {
            text += field.name + field.value
            last = field
        }
        return text
    }

    /// The addresses that Twilio may have signed for a request to `target` (path and query).
    ///
    /// With and without the port, since Twilio's own services differ there. Where the public address has a path, the
    /// proxy in front of us may have taken it off the target or left it on.
    static func addresses(publicAddress: WebAddress, target: String) -> [String] {
        var ports: [Int?] = [publicAddress.port]
        ports.append(publicAddress.port == nil ? publicAddress.defaultPort : nil)
        let paths = publicAddress.path.isEmpty ? [""] : [publicAddress.path, ""]
        return ports.flatMap { port in paths.map { publicAddress.origin(port: port) + $0 + target } }
    }

    /// Whether the body's digest is the one that the signed query names as `bodySHA256`, as Twilio does for bodies that
    /// are no forms. `nil` where the query names none.
    static func matchesDigest(query: FormFields, body: [UInt8]) -> Bool? {
        guard let expected = query["bodySHA256"] else { return nil }
        let digest = SHA256.hash(data: Data(body)).flatMap { [$0 >> 4, $0 & 0x0F] }
        // No secret: the expected value came with the request, under the signature.
        return expected.lowercased() == String(digest.map { Character(String($0, radix: 16)) })
    }
}
