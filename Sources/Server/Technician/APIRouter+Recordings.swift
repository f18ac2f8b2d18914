import Gateway
import HTTPTypes
import Hummingbird
import NIOCore

/// What modems said lately. Only on the Unix socket.
extension APIRouter {
    func addRecordings(to router: Router<BasicRequestContext>) {
        router.get("/v1/recordings") { [control] _, _ -> Response in
            try .json(try await control.recordings())
        }
        router.get("/v1/recordings/:id") { [control] _, context -> Response in
            let text = try await control.recording(name("id", context))
            return Response(
                status: .ok,
                headers: [.contentType: "text/plain; charset=utf-8"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: text))
            )
        }
        router.post("/v1/modems/:name/recordings") { [control] _, context -> Response in
            try .json(try await control.keepRecording(of: name("name", context)), status: .created)
        }
    }
}
