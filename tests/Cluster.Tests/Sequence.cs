// each test here starts a handful of runtimes or a dozen: side by side they would only wait for one another
[assembly: CollectionBehavior(DisableTestParallelization = true)]
