import Gateway
import Glibc
import Testing

@testable import Devices

@Suite struct RecordingFolderTests {
    private static func mode(_ path: String) -> mode_t {
        var status = stat()
        return lstat(path, &status) == 0 ? status.st_mode & 0o777 : 0
    }

    /// Sets when a file was changed, in seconds since 1970: files made in one tick of the clock have no order.
    private func age(_ path: String, _ seconds: Int) {
        var times = [timespec(tv_sec: seconds, tv_nsec: 0), timespec(tv_sec: seconds, tv_nsec: 0)]
        #expect(utimensat(AT_FDCWD, path, &times, 0) == 0)
    }

    @Test func whatIsKeptIsTheOwnersAloneAndReplacedUnderItsName() async throws {
        let directory = try TemporaryDirectory()
        let folder = RecordingFolder(path: directory("recordings"))
        #expect(try await folder.list().isEmpty)
        try await folder.keep("one", as: "line1-a")
        try await folder.keep("two, longer", as: "line1-a")
        let kept = try #require(await folder.list().first)
        #expect(
            kept
                == KeptRecording(
                    id: "line1-a",
                    file: directory("recordings/line1-a.rec"),
                    octets: 11,
                    head: "two, longer"
                )
        )
        #expect(try await folder.list().count == 1)
        #expect(try await folder.text(of: "line1-a") == "two, longer")
        #expect(Self.mode(folder.path) == 0o700 && Self.mode(kept.file) == 0o600)
    }

    @Test func theOldestMakeRoomForFiles() async throws {
        let directory = try TemporaryDirectory()
        let folder = RecordingFolder(path: directory("r"), limits: .init(files: 3, octets: 1 << 20))
        for index in 0..<6 {
            try await folder.keep("\(index)", as: "r\(index)")
            age(directory("r/r\(index).rec"), 1_000_000 + index)
        }
        #expect(try await folder.list().map(\.id) == ["r5", "r4", "r3"])
    }

    @Test func theOldestMakeRoomForOctetsAndTheNewestStays() async throws {
        let directory = try TemporaryDirectory()
        let folder = RecordingFolder(path: directory("r"), limits: .init(files: 50, octets: 100))
        for (index, size) in [40, 40, 30, 500].enumerated() {
            try await folder.keep(String(repeating: "x", count: size), as: "r\(index)")
            age(directory("r/r\(index).rec"), 1_000_000 + index)
            if index == 2 { #expect(try await folder.list().map(\.id) == ["r2", "r1"]) }
        }
        #expect(try await folder.list().map(\.id) == ["r3"])
    }

    @Test func nothingLeadsOutOfTheFolder() async throws {
        let directory = try TemporaryDirectory()
        directory.makeFile("secret.rec", "secret")
        let folder = RecordingFolder(path: directory.makeDirectory("r"))
        for id in ["../secret", "..", "", ".hidden", "a/b", String(repeating: "x", count: 200)] {
            #expect(try await folder.text(of: id) == nil)
            await #expect(throws: RecordingProblem.self) { try await folder.keep("x", as: id) }
        }
        // A link is neither followed nor counted.
        directory.makeLink("r/link.rec", to: directory("secret.rec"))
        directory.makeLink("r/new.new", to: directory("secret.rec"))
        await #expect(throws: RecordingProblem.self) { try await folder.keep("x", as: "new") }
        #expect(try await folder.list().isEmpty)
    }

    @Test func whatCannotBeWrittenSaysWhyAndLeavesNothingHalf() async throws {
        let directory = try TemporaryDirectory()
        let folder = RecordingFolder(path: directory.makeDirectory("r"))
        try await folder.keep("small", as: "before")
        directory.makeFile("file")
        let elsewhere = RecordingFolder(path: directory("file/r"))
        await #expect {
            try await elsewhere.keep("x", as: "a")
        } throws: {
            "\($0)".contains("cannot be made: Not a directory")
        }
        #expect(try await elsewhere.list().isEmpty)
        #expect(Directory.names(in: folder.path) == ["before.rec"])
        // What a process left half written goes with the next one.
        directory.makeFile("r/old.new", "half")
        try await folder.keep("after", as: "after")
        #expect(Directory.names(in: folder.path) == ["after.rec", "before.rec"])
    }
}
