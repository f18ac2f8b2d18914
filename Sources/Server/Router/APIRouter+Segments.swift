import Hummingbird
import SMS

extension APIRouter {
    private struct SegmentQuestion: Decodable {
        var text: String
        var encoding: String?
    }

    /// Counting segments asks nobody but the codec.
    func addSegments(to router: Router<BasicRequestContext>) {
        router.post("/v1/segments") { request, _ -> Response in
            let question = try await request.decoded(SegmentQuestion.self, limit: APILimits.previewOctets)
            guard let choice = EncodingChoice(rawValue: question.encoding ?? EncodingChoice.auto.rawValue) else {
                let names = EncodingChoice.allCases.map(\.rawValue).joined(separator: ", ")
                throw Problem.invalid("expected one of \(names)", field: "encoding")
            }
            let preview = Segmentation.preview(question.text, encoding: choice)
            guard choice != .gsm7 || preview.encoding == .gsm7 else {
                let first = preview.charactersForcingUCS2.first.map { "'\($0)' " } ?? ""
                throw Problem.invalid(
                    "the character \(first)is not in the GSM alphabet: take encoding auto, or replace it",
                    field: "text"
                )
            }
            return try .json(SegmentationView(preview, of: question.text))
        }
    }
}
