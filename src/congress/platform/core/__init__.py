"""The ground of the platform: command door, registry, page shell, design system, jobs."""
