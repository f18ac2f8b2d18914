import Glibc

@testable import Devices

/// A directory of a test's own, removed with all that is in it.
final class TemporaryDirectory {
    enum Failure: Error { case cannotCreate(Int32) }

    let path: String

    init() throws {
        var template = Array("/tmp/devices-tests-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Failure.cannotCreate(errno) }
        path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    deinit {
        Self.removeTree(path)
    }

    private static func removeTree(_ path: String) {
        for name in Directory.names(in: path) { removeTree("\(path)/\(name)") }
        remove(path)
    }

    func callAsFunction(_ name: String) -> String { "\(path)/\(name)" }

    @discardableResult
    func makeDirectory(_ name: String) -> String {
        mkdir(self(name), 0o700)
        return self(name)
    }

    @discardableResult
    func makeFile(_ name: String, _ text: String = "") -> String {
        let descriptor = open(self(name), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        _ = Array(text.utf8).withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        close(descriptor)
        return self(name)
    }

    @discardableResult
    func makeLink(_ name: String, to target: String) -> String {
        symlink(target, self(name))
        return self(name)
    }
}
