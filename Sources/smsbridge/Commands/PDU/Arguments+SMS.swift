public import ArgumentParser
public import SMS

extension Direction: ExpressibleByArgument {}
extension EncodingChoice: ExpressibleByArgument {}
