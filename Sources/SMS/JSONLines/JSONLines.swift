/// The codec as a line protocol: one JSON object a line asks, one JSON object answers.
///
/// Operations: `decode`, `encode`, `join`. Any line that is not blank gets an answer, also one that is not JSON.
public enum JSONLines {
    /// The answer to a line without its end, in one line without an end; `nil` for a blank line.
    public static func answer(to line: String) -> String? {
        answer(toUTF8: Array(line.utf8)).map { String(decoding: $0, as: UTF8.self) }
    }

    /// As ``answer(to:)``, for the octets of a line as they came: what is not UTF-8 is answered as a bad request.
    public static func answer(toUTF8 line: [UInt8]) -> [UInt8]? {
        guard !line.allSatisfy(JSONScanner.isSpace) else { return nil }
        var writer = JSONWriter()
        var id: ArraySlice<UInt8>?
        do throws(LineError) {
            let request = try request(line)
            id = request["id"]
            try answer(request, id: id, into: &writer)
        } catch {
            writer.object { writer in
                if let id {
                    writer.name("id")
                    writer.raw(id)
                }
                writer.member("ok", false)
                writer.name("error")
                writer.object { writer in
                    writer.member("code", error.code)
                    writer.member("message", error.message)
                }
            }
        }
        return writer.text
    }

    /// What every good answer begins with, and its own members.
    static func answer(id: ArraySlice<UInt8>?, into writer: inout JSONWriter, _ members: (inout JSONWriter) -> Void) {
        writer.object { writer in
            if let id {
                writer.name("id")
                writer.raw(id)
            }
            writer.member("ok", true)
            members(&writer)
        }
    }

    private static func request(_ line: [UInt8]) throws(LineError) -> LineRequest {
        guard String(validating: line, as: UTF8.self) != nil else {
            throw .badRequest("the line is not UTF-8")
        }
        var scanner = JSONScanner(line)
        let members: [(name: ArraySlice<UInt8>, value: ArraySlice<UInt8>)]?
        do throws(JSONScanner.Malformed) {
            members = try scanner.object()
        } catch {
            throw .badRequest("the line is not JSON: octet \(error.offset + 1) does not fit")
        }
        guard let members else { throw .badRequest("the line is not a JSON object") }
        return LineRequest(members: members)
    }

    private static func answer(
        _ request: LineRequest,
        id: ArraySlice<UInt8>?,
        into writer: inout JSONWriter
    ) throws(LineError) {
        switch try request.requiredString("op") {
        case "decode": try decode(request, id: id, into: &writer)
        case "encode": try encode(request, id: id, into: &writer)
        case "join": try join(request, id: id, into: &writer)
        default: throw .badRequest("\"op\" must be decode, encode or join")
        }
    }
}
