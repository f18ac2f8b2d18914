/// Ends the process where something does not hold: the fuzzer keeps the input.
func require(_ condition: Bool, _ what: @autoclosure () -> String) {
    guard !condition else { return }
    fatalError("does not hold: \(what())")
}
