import Campaigns
import Connectors
import Testing

@Suite struct StandardWebhooksTests {
    static let secret: Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    static let other: Secret = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
    static let id = "msg_2KWPBgLlAfxdpx2AI54pPJ85f4W"
    static let time: Int64 = 1_674_087_231
    static let body = Array(
        #"{"type":"conversation.message","timestamp":"2026-11-23T12:00:00Z","data":{"text":"hi"}}"#.utf8
    )
    static let signature = "v1,ODFYWvQW4Hl+FFU5PxGCMfaQynYos96+oPfyttNC4r4="

    private func verify(
        _ signer: StandardWebhooks,
        id: String = id,
        timestamp: String = "1674087231",
        signature: String = signature,
        body: [UInt8] = body,
        now: Int64 = time
    ) throws {
        try signer.verify(
            id: id,
            timestamp: timestamp,
            signature: signature,
            body: body,
            at: Timestamp(seconds: now)
        )
    }

    @Test func signsTheVector() throws {
        let signer = try StandardWebhooks(secrets: [Self.secret])
        #expect(signer.signature(id: Self.id, timestamp: Self.time, body: Self.body) == Self.signature)
        try verify(signer)
    }

    @Test func severalSecretsReplaceEachOther() throws {
        let both = try StandardWebhooks(secrets: [Self.other, Self.secret])
        let signatures = both.signature(id: Self.id, timestamp: Self.time, body: Self.body)
        #expect(signatures.split(separator: " ").count == 2)
        #expect(signatures.hasSuffix(Self.signature))
        try verify(try StandardWebhooks(secrets: [Self.secret]), signature: signatures)
        try verify(try StandardWebhooks(secrets: [Self.other]), signature: signatures)
        try verify(both)
    }

    @Test func refusesWhatWasChanged() throws {
        let signer = try StandardWebhooks(secrets: [Self.secret])
        let wrong = StandardWebhooksProblem.wrongSignature
        #expect(throws: wrong) { try verify(signer, id: "msg_other") }
        #expect(throws: wrong) { try verify(signer, timestamp: "1674087232") }
        #expect(throws: wrong) { try verify(signer, body: Self.body + [0x20]) }
        #expect(throws: wrong) { try verify(signer, signature: "") }
        #expect(throws: wrong) { try verify(signer, signature: "v1a" + Self.signature.dropFirst(2)) }
        #expect(throws: wrong) { try verify(try StandardWebhooks(secrets: [Self.other])) }
    }

    @Test(arguments: [(-300, true), (300, true), (-301, false), (301, false)])
    func refusesOldAndFutureRequests(offset: Int64, isGood: Bool) throws {
        let signer = try StandardWebhooks(secrets: [Self.secret])
        if isGood {
            try verify(signer, now: Self.time + offset)
        } else {
            #expect(throws: StandardWebhooksProblem.wrongTime) { try verify(signer, now: Self.time + offset) }
        }
    }

    @Test(arguments: ["", "x", "-1", "99999999999999999999", "1674087231.5"])
    func refusesMalformedTimes(timestamp: String) throws {
        let signer = try StandardWebhooks(secrets: [Self.secret])
        #expect(throws: StandardWebhooksProblem.malformed) { try verify(signer, timestamp: timestamp) }
    }

    @Test(
        arguments: [
            [], ["MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"], ["whsec_"], ["whsec_c2hvcnQ="], ["whsec_***"],
            Array(repeating: secret.value, count: 5),
        ] as [[String]]
    )
    func refusesOtherSecrets(secrets: [String]) {
        #expect(throws: SettingProblem.self) { try StandardWebhooks(secrets: secrets.map { Secret($0) }) }
    }

    @Test func showsNoSecret() throws {
        let signer = try StandardWebhooks(secrets: [Self.secret])
        var text = "\(signer) \(String(reflecting: signer))"
        dump(signer, to: &text)
        #expect(!text.contains("MfKQ9r8"))
        #expect(!text.contains("49"))
    }
}
