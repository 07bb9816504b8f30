[assembly: LevelOfParallelism(16)]
