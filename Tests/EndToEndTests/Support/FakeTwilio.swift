import AsyncHTTPClient
import Connectors
import Crypto
import Foundation
import NIOCore
import NIOHTTP1
import Synchronization

/// Twilio as far as the daemon sees it: takes messages, lists what came in, and calls back with its signature.
final class FakeTwilio: Sendable {
    static let account = "AC0123456789abcdef0123456789abcdef"
    static let number = "+14155550100"
    static let publicURL = "https://gw.example.org"
    private static let token = "t0ken-5ecret-Word"

    private let inbound = Mutex<[(sid: String, from: String, body: String, sent: String)]>([])

    /// What the configuration says of it.
    static func settings(baseURL: String) -> String {
        """
        providers:
          - type: twilio
            account_sid: \(account)
            auth_token: \(token)
            sender: "\(number)"
            base_url: \(baseURL)
            public_url: \(publicURL)
            fallback_after: 1s
            poll_interval: 1s
            daily_spend_cap: 5.00
            price_per_segment: 0.079
        provider_callbacks: {listen: 127.0.0.1:0}
        """
    }

    /// Somebody wrote, and nobody was called.
    func add(_ sid: String, from person: String, _ body: String) {
        var now = time(nil)
        var parts = tm()
        gmtime_r(&now, &parts)
        var text = [CChar](repeating: 0, count: 64)
        let count = strftime(&text, text.count, "%a, %d %b %Y %H:%M:%S +0000", &parts)
        let sent = String(decoding: text.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self)
        inbound.withLock { $0.append((sid, person, body, sent)) }
    }

    func answer(_ asked: Loopback.Asked, _ number: Int) -> Loopback.Answer {
        guard asked.target.hasPrefix("/2010-04-01/Accounts/\(Self.account)/Messages.json") else {
            return Loopback.Answer(status: 404, body: #"{"code":20404,"message":"not found"}"#)
        }
        if asked.method == "POST" {
            let sid = "SM\(String(repeating: "0", count: 28))\(1000 + number)"
            return Loopback.Answer(
                status: 201,
                body: #"{"sid":"\#(sid)","status":"queued","num_segments":"1","error_code":null}"#
            )
        }
        let rows = inbound.withLock(\.self).reversed().map { message in
            """
            {"sid":"\(message.sid)","body":"\(message.body)","from":"\(message.from)","to":"\(Self.number)",\
            "direction":"inbound","status":"received","num_segments":"1","date_sent":"\(message.sent)",\
            "messaging_service_sid":null,"error_code":null}
            """
        }
        return Loopback.Answer(body: #"{"messages":[\#(rows.joined(separator: ","))],"next_page_uri":null}"#)
    }

    /// Calls the daemon as Twilio does, and answers the status.
    static func call(_ place: String, _ path: String, _ fields: [(String, String)], token: String = token) async throws
        -> Int
    {
        let signed = publicURL + path + fields.sorted { $0.0 < $1.0 }.map { $0.0 + $0.1 }.joined()
        let code = HMAC<Insecure.SHA1>.authenticationCode(
            for: Data(signed.utf8),
            using: SymmetricKey(data: Data(token.utf8))
        )
        var request = HTTPClientRequest(url: place + path)
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/x-www-form-urlencoded")
        request.headers.add(name: "x-twilio-signature", value: Data(code).base64EncodedString())
        let plain = CharacterSet.alphanumerics
        let body = fields.map { "\($0.0)=\($0.1.addingPercentEncoding(withAllowedCharacters: plain) ?? "")" }
        request.body = .bytes(ByteBuffer(string: body.joined(separator: "&")))
        return Int(try await HTTPClient.shared.execute(request, timeout: .seconds(20)).status.code)
    }
}
