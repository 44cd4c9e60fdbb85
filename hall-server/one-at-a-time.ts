/** Runs jobs one after the other in the order they came, whatever became of the ones before. */
export class OneAtATime {
  #last: Promise<unknown> = Promise.resolve();

  /** Answers what the job answers, or rejects as it does. */
  run<T>(job: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(job, job);
    this.#last = turn;
    return turn;
  }
}
