import SMS

/// One codec under measurement: `inputs FOLDER SEED COUNT` writes the inputs, `work FOLDER` answers the harness on standard
/// input, as the programs in Peers do: `check OPERATION KIND`, and `run OPERATION KIND MILLISECONDS`.
private let arguments = CommandLine.arguments
if arguments.count == 5, arguments[1] == "inputs", let seed = UInt64(arguments[3]), let count = Int(arguments[4]) {
    try Worker.writeInputs(folder: arguments[2], seed: seed, count: count)
} else if arguments.count == 3, arguments[1] == "work" {
    var worker = Worker(folder: arguments[2])
    while let line = readLine() {
        try worker.answer(line)
    }
} else {
    print("usage: codec inputs FOLDER SEED COUNT | codec work FOLDER")
}
