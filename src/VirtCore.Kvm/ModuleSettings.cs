// What the kernel fills need not be zeroed first, on the paths that count.
[module: System.Runtime.CompilerServices.SkipLocalsInit]
