// Modems
