import CLibFuzzer
import Glibc

/// What `LLVMFuzzerRunDriver` calls knows nothing else; set once, before it is called.
nonisolated(unsafe) private var chosen: any FuzzTarget.Type = DecodeTarget.self

/// The fuzzer's own mutations and the target's take turns.
@c(LLVMFuzzerCustomMutator)
public func mutateInput(_ data: UnsafeMutablePointer<UInt8>, _ size: Int, _ capacity: Int, _ seed: UInt32) -> Int {
    var random = Dice(seed: UInt64(seed))
    let room = UnsafeMutableBufferPointer(start: data, count: capacity)
    guard random.below(2) == 0, let changed = chosen.mutate(Array(room.prefix(size)), &random) else {
        return LLVMFuzzerMutate(data, size, capacity)
    }
    let count = min(capacity, changed.count)
    for index in 0..<count {
        room[index] = changed[index]
    }
    return count
}

private func fail(_ message: String) -> Never {
    let line = Array("fuzz: \(message)\n".utf8)
    _ = write(STDERR_FILENO, line, line.count)
    exit(64)
}

private func octets(ofHex text: String) -> [UInt8]? {
    guard text.utf8.count % 2 == 0 else { return nil }
    let digits = text.compactMap(\.hexDigitValue)
    guard digits.count == text.utf8.count else { return nil }
    return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
}

private func save(_ octets: [UInt8], to path: String) {
    guard let file = fopen(path, "w") else { fail("cannot write \(path)") }
    fwrite(octets, 1, octets.count, file)
    fclose(file)
}

private let arguments = CommandLine.arguments
if arguments.count == 2, arguments[1] == "--targets" {
    for target in fuzzTargets {
        print(target.name, target.share, target.longestInput)
    }
    exit(0)
}
guard arguments.count >= 3, let target = fuzzTargets.first(where: { $0.name == arguments[1] }) else {
    fail("usage: fuzz --targets | TARGET --replay HEX | TARGET --seeds FOLDER | TARGET FOLDER [-libfuzzer=option …]")
}
chosen = target
if arguments.count == 4, arguments[2] == "--replay" {
    guard let input = octets(ofHex: arguments[3]) else { fail("the input is not hexadecimal") }
    target.test(input)
    print("\(target.name): survived \(input.count) octets")
    exit(0)
}
if arguments.count == 4, arguments[2] == "--seeds" {
    for (index, seed) in target.seeds().enumerated() {
        save(seed, to: "\(arguments[3])/seed-\(index)")
    }
    exit(0)
}

// The driver starts itself again for some of its jobs, by the shell: both words are the program's name.
private let words = ["\(arguments[0]) \(target.name)"] + arguments.dropFirst(2)
private var pointers: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
private var count = CInt(words.count)
pointers.withUnsafeMutableBufferPointer { buffer in
    var start = buffer.baseAddress
    withUnsafeMutablePointer(to: &start) { place in
        place.withMemoryRebound(to: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?.self, capacity: 1) { place in
            exit(
                LLVMFuzzerRunDriver(&count, place) { data, size in
                    chosen.test(Array(UnsafeBufferPointer(start: data, count: size)))
                    return 0
                }
            )
        }
    }
}
