import HTTPTypes
import Testing

@testable import Server

@Suite("Segments by HTTP")
struct SegmentRouteTests {
    private func ask(_ body: String) async throws -> SegmentationView {
        try await Bench.with { bench in
            let answer = try await bench.ask(.post, "/v1/segments", body)
            #expect(answer.status == 200)
            return try answer.decoded(SegmentationView.self)
        }
    }

    @Test("a plain text is counted in septets")
    func plain() async throws {
        let view = try await ask(#"{"text": "Hello €"}"#)
        #expect(view.encoding == "gsm7")
        #expect(view.segments == 1)
        #expect(view.unitsUsed == 8)
        #expect(view.unitsLeft == 152)
        #expect(view.forcingUCS2.isEmpty)
        #expect(view.transliterated == nil)
    }

    @Test("the characters that force UCS-2 are named, with what would save segments")
    func costly() async throws {
        let text = String(repeating: "Your appointment – ", count: 5)
        let view = try await ask("{\"text\": \"\(text)\"}")
        #expect(view.encoding == "ucs2")
        #expect(view.segments == 2)
        #expect(view.forcingUCS2.map(\.character) == ["–"])
        #expect(view.forcingUCS2.first?.codePoints == ["U+2013"])
        #expect(view.forcingUCS2.first?.position == 18)
        #expect(view.forcingUCS2.first?.count == 5)
        #expect(view.transliterated?.segments == 1)
    }

    @Test("a body without a text, and one that is too long, are refused")
    func refused() async throws {
        try await Bench.with { bench in
            let empty = try await bench.ask(.post, "/v1/segments", "{}")
            #expect(empty.status == 422)
            #expect(empty.problem?.field == "text")
            let long = String(repeating: "x", count: APILimits.previewOctets)
            #expect(try await bench.ask(.post, "/v1/segments", "{\"text\": \"\(long)\"}").status == 413)
        }
    }
}
