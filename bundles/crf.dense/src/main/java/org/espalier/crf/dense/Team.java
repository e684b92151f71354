package org.espalier.crf.dense;

import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CyclicBarrier;

/**
 * Threads that do the same work on their own shares of it, step by step: nobody begins a step
 * before all have ended the last. A team lasts for one image.
 */
final class Team {
    /** What each member does. */
    interface Work {
        /** Called once in every member. */
        void run(Member member);
    }

    /**
     * One thread of the team.
     *
     * @param index 0 to size - 1
     * @param size how many there are
     */
    record Member(int index, int size, CyclicBarrier barrier) {
        /** Where this member's share of n things begins. */
        int from(int n) {
            return (int) ((long) n * index / size);
        }

        /** Where it ends. */
        int to(int n) {
            return (int) ((long) n * (index + 1) / size);
        }

        /** Waits until all have come here. */
        void await() {
            if (size == 1) {
                return;
            }
            try {
                barrier.await();
            } catch (InterruptedException e) {
                throw new CancellationException("interrupted");
            } catch (BrokenBarrierException e) {
                throw new CancellationException("another thread of the team failed");
            }
        }
    }

    private final int size;
    private final CyclicBarrier barrier;
    private Throwable failure;

    private Team(int size) {
        this.size = size;
        barrier = new CyclicBarrier(size);
    }

    /** Runs the work in so many threads, of which the caller's is one. */
    static void run(int size, Work work) {
        new Team(size).run(work);
    }

    private void run(Work work) {
        Thread[] others = new Thread[size - 1];
        for (int i = 0; i < others.length; i++) {
            Member member = new Member(i + 1, size, barrier);
            others[i] = new Thread(() -> attempt(work, member), "crf-" + member.index());
            others[i].setDaemon(true);
            others[i].start();
        }
        attempt(work, new Member(0, size, barrier));
        boolean interrupted = false;
        for (Thread other : others) {
            while (other.isAlive()) {
                try {
                    other.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
    }

    private void attempt(Work work, Member member) {
        try {
            work.run(member);
        } catch (RuntimeException | Error e) {
            synchronized (this) {
                // what comes after the first failure is its consequence
                if (failure == null) {
                    failure = e;
                }
            }
            breakBarrier();
        }
    }

    /** Lets nobody wait for this thread, now or later: a barrier that was broken stays so. */
    private void breakBarrier() {
        Thread.currentThread().interrupt();
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            // as intended; the interruption was our own
            Thread.interrupted();
        }
    }
}
