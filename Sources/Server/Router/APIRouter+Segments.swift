import Hummingbird
import SMS

extension APIRouter {
    private struct SegmentQuestion: Decodable {
        var text: String
    }

    /// Counting segments asks nobody but the codec.
    func addSegments(to router: Router<BasicRequestContext>) {
        router.post("/v1/segments") { request, _ -> Response in
            let question = try await request.decoded(SegmentQuestion.self, limit: APILimits.previewOctets)
            return try .json(SegmentationView(Segmentation.advice(question.text)))
        }
    }
}
