import Foundation
import NIOCore
import Synchronization

/// A contact list on its way to the daemon, read while it is sent, with a bar for people.
struct ContactUpload {
    private let path: String
    private let query: [(String, String?)]
    private let handle: FileHandle
    private let size: Int

    init(path: String, region: String?, consent: ConsentOptions?) throws(FileProblems) {
        self.path = path
        let name = path == "-" ? "standard input" : URL(fileURLWithPath: path).lastPathComponent
        query = [("name", name), ("region", region)] + (consent?.query ?? [("by", NSUserName())])
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

    func send(with client: APIClient) async throws -> Answer {
        let bar = ProgressBar(title: path, total: size)
        defer { bar.finish() }
        return try await client.post(
            "/v1/contacts/import",
            query: query,
            type: "text/csv",
            chunks: FileChunks(handle: handle, bar: bar)
        )
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
            bar.advance(to: done)
            return ByteBuffer(bytes: data)
        }
    }
}
