import Foundation
import Glibc
import Testing

@testable import Server

@Suite("The Unix socket's file")
struct UnixSocketTests {
    /// Binds a socket as a daemon does; closing the descriptor leaves the file behind, as a crash does.
    private func bind(_ path: String) throws -> Int32 {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { Glibc.bind(descriptor, $0, size) }
        }
        try #require(result == 0 && listen(descriptor, 1) == 0)
        return descriptor
    }

    private func inFolder(_ body: (String) throws -> Void) throws {
        let folder = NSTemporaryDirectory() + "smsbridge-socket-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body(folder)
    }

    @Test("the folder is made, and a stale socket makes room")
    func stale() throws {
        try inFolder { folder in
            let path = folder + "/s.sock"
            try UnixSocket.prepare(path)
            close(try bind(path))
            #expect(FileManager.default.fileExists(atPath: path))
            try UnixSocket.prepare(path)
            #expect(!FileManager.default.fileExists(atPath: path))
        }
    }

    @Test("a socket that somebody answers on is left alone")
    func answered() throws {
        try inFolder { folder in
            let path = folder + "/s.sock"
            try UnixSocket.prepare(path)
            let descriptor = try bind(path)
            defer { close(descriptor) }
            #expect(throws: ListenerProblem.answered(path: path)) { try UnixSocket.prepare(path) }
            #expect(FileManager.default.fileExists(atPath: path))
        }
    }

    @Test("another file is never removed")
    func notASocket() throws {
        try inFolder { folder in
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            let path = folder + "/s.sock"
            try Data("precious".utf8).write(to: URL(fileURLWithPath: path))
            #expect(throws: ListenerProblem.notASocket(path: path)) { try UnixSocket.prepare(path) }
            #expect(FileManager.default.fileExists(atPath: path))
        }
    }

    @Test("an open socket is for its owner and group")
    func mode() throws {
        try inFolder { folder in
            let path = folder + "/s.sock"
            try UnixSocket.prepare(path)
            let descriptor = try bind(path)
            defer { close(descriptor) }
            try UnixSocket.open(path, toGroup: nil)
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            #expect(attributes[.posixPermissions] as? Int == 0o660)
            #expect(throws: ListenerProblem.noSuchGroup("no-such-group")) {
                try UnixSocket.open(path, toGroup: "no-such-group")
            }
        }
    }

    @Test("a path that the kernel cannot take is refused")
    func long() {
        let path = "/tmp/" + String(repeating: "x", count: 103)
        #expect(throws: ListenerProblem.pathTooLong(path: path)) { try UnixSocket.prepare(path) }
    }
}
