import Gateway
import HTTPTypes
import Hummingbird
import NIOCore

extension APIRouter {
    /// For monitors, at the place where they look by themselves.
    func addMetrics(to router: Router<BasicRequestContext>) {
        router.get("/metrics") { [control] _, _ -> Response in
            var text = PrometheusText()
            text.add(try await control.campaignCounts())
            return Response(
                status: .ok,
                headers: [.contentType: PrometheusText.type, .cacheControl: "no-store"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: text.text))
            )
        }
    }
}
