import AsyncHTTPClient
import Foundation
import NIOCore
import Storage

/// A list (CSV) on its way to the daemon, read while it is sent, with a bar for people.
struct ListUpload {
    private let path: String
    private let route: String
    private let query: [(String, String?)]
    private let headers: [(String, String)]
    private let handle: FileHandle
    private let size: Int
    private let isQuiet: Bool

    /// `-` is standard input. A quiet upload shows no bar.
    init(
        path: String,
        to route: String,
        query: [(String, String?)],
        headers: [(String, String)] = [],
        isQuiet: Bool = false
    ) throws(FileProblems) {
        self.path = path
        self.route = route
        self.isQuiet = isQuiet
        self.headers = [("content-type", "text/csv")] + headers
        let name = path == "-" ? "standard input" : URL(fileURLWithPath: path).lastPathComponent
        self.query = [("name", name)] + query
        guard path != "-" else {
            handle = .standardInput
            size = 0
            return
        }
        do {
            handle = try FileTrouble.open(path)
            size = Int(try handle.seekToEnd())
            try handle.seek(toOffset: 0)
        } catch {
            let trouble = error as? FileTrouble ?? FileTrouble(error)
            throw FileProblems([
                FileProblem(
                    file: path,
                    line: nil,
                    key: "",
                    found: trouble.found,
                    expected: "a contact list (CSV) that can be read"
                )
            ])
        }
    }

    /// Sends it, and answers what became of it.
    func send(with client: APIClient) async throws -> Answer {
        try await withBody { body in
            try await client.perform("POST", route, query: query, body: body, headers: headers)
        }
    }

    /// Sends it, and writes the verdict of every row to a file. Answers the figures.
    func send(with client: APIClient, verdictsTo path: String) async throws -> Answer {
        let output = try FileOutput(path: path)
        let summary = try await withBody { body in
            try await client.download(
                "POST",
                route,
                query: query + [("verdicts", "csv")],
                body: body,
                headers: headers,
                to: output
            )
        }
        guard let summary else { throw CommandFailure(.failure, "the daemon gave no figures: is it another version?") }
        return summary
    }

    private func withBody<Result>(_ send: (HTTPClientRequest.Body) async throws -> Result) async throws -> Result {
        let bar = ProgressBar(title: path, total: size, width: isQuiet ? 0 : ProgressBar.room)
        defer { bar.finish() }
        return try await send(.stream(FileChunks(handle: handle, bar: bar), length: .unknown))
    }
}

/// A file in pieces, each read when it is asked for.
struct FileChunks: AsyncSequence, Sendable {
    private static let octets = 64 << 10

    let handle: FileHandle
    let bar: ProgressBar

    func makeAsyncIterator() -> Iterator {
        Iterator(handle: handle, bar: bar)
    }

    struct Iterator: AsyncIteratorProtocol {
        let handle: FileHandle
        let bar: ProgressBar
        var done = 0

        init(handle: FileHandle, bar: ProgressBar) {
            self.handle = handle
            self.bar = bar
        }

        mutating func next() async throws -> ByteBuffer? {
            guard let data = try handle.read(upToCount: FileChunks.octets), !data.isEmpty else { return nil }
            done += data.count
            bar.advance(to: done, lines: data.count { $0 == UInt8(ascii: "\n") })
            return ByteBuffer(bytes: data)
        }
    }
}
